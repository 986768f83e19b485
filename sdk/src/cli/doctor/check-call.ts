import { APIError } from "../../index";
import { failureOf } from "../failure-of";
import { bad, type Finding, good } from "./finding";
import { tryStream } from "./stream-trial";
import { wasHeld } from "./was-held";

const FIXES: Record<string, string> = {
  provider_not_configured:
    "Add a key of the provider in the dashboard (Provider Keys), or give the gate another model.",
  gate_model_unknown: "Give the gate a model that there is: layer gate update <name> --model <model>",
  spending_limit_exceeded: "Raise the spending limit, or wait until its period ends.",
  provider_rejected: "See what the provider says in: layer logs --failed --limit 1",
  provider_unreachable: "See that the server reaches the provider; a proxy or firewall may be between.",
};

/** Makes a small call through the gate: does the provider answer, and does the stream come as it is made? */
export async function checkCall(ask: Parameters<typeof tryStream>[0]): Promise<Finding[]> {
  try {
    const trial = await tryStream(ask);
    if (trial.failure !== undefined) throw trial.failure;
    const answered = good("provider", `It answered after ${Math.round(trial.waitMs)} ms.`);
    // A computer that is busy reads late, too: only what happens twice is a finding.
    if (!wasHeld(trial) || !wasHeld(await tryStream(ask)))
      return [answered, good("streaming", `${trial.events} events came in ${trial.pieces} pieces.`)];
    const fix =
      "Switch off buffering (and compression) of answers in the proxy before Layer; nginx: proxy_buffering off; gzip off;";
    return [
      answered,
      bad("streaming", `A proxy holds streams back: ${trial.events} events came at once.`, fix),
    ];
  } catch (thrown) {
    const { message, recovery } = failureOf(thrown);
    const code = thrown instanceof APIError ? (thrown.code ?? "") : "";
    const fix = FIXES[code] ?? recovery ?? "See: layer logs --failed --limit 1";
    return [bad("provider", message, fix)];
  }
}

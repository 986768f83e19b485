import { CliError, EXIT } from "../cli-error";
import type { Command, Session } from "../command";
import { checkAddress } from "../doctor/check-address";
import { checkCall } from "../doctor/check-call";
import { checkClock } from "../doctor/check-clock";
import { checkGate } from "../doctor/check-gate";
import { checkKey, checkKeyText } from "../doctor/check-key";
import { type Finding, skipped } from "../doctor/finding";
import type { Credentials } from "../read-credentials";

const SIGNS = { ok: "✓", failed: "✗", skipped: "–" } as const;

export const doctor: Command = {
  name: "doctor",
  summary: "Find out why calls do not work, and what to do",
  flags: {
    gate: { short: "g", value: "name", words: "Look at this gate instead of the default one" },
    "no-call": { words: "Make no call of a model" },
  },
  notes:
    "It ends with 0 when all is well and with 1 otherwise. It makes one or two small calls, which cost what the gate's model costs.",
  async run(session) {
    const { out, credentials } = session;
    const { baseUrl, source, apiKey } = credentials();
    const findings = await examine(session, { baseUrl: addressOf(baseUrl), source, apiKey });
    const isWell = findings.every(({ state }) => state !== "failed");
    out.result({ ok: isWell, baseUrl, source, findings }, () => findings.map(lineOf).join("\n"));
    if (!isWell) throw new CliError("findings", EXIT.general, `Not all is well with ${baseUrl} (${source}).`);
  },
};

async function examine(
  { given, layer, signal }: Session,
  { baseUrl, apiKey }: Credentials,
): Promise<Finding[]> {
  const text = checkKeyText(apiKey);
  const { finding: address, seen } = await checkAddress(baseUrl, signal);
  // A key goes to nobody who is not Layer.
  if (seen === null) return [address, ...text, skipped("key", "The address comes first.")];
  const found = [address, checkClock(seen.date, seen.atMs), ...text];
  if (text.some(({ state }) => state === "failed"))
    return [...found, skipped("key", "Its text comes first.")];
  const client = layer();
  const key = await checkKey(client, signal);
  if (key.state === "failed") return [...found, key];
  const { finding, gate, mayTry } = await checkGate(client, given.text("gate"), signal);
  const known = [...found, key, finding];
  if (!mayTry) return [...known, skipped("provider", "There is no gate to try that answers chats.")];
  if (given.has("no-call")) return [...known, skipped("provider", "No call was made (--no-call).")];
  const gateId = gate?.id ?? given.text("gate");
  return [...known, ...(await checkCall({ baseUrl, apiKey, gateId, signal }))];
}

/** As the client understands an address: OpenAI's ends in /v1. */
function addressOf(text: string): string {
  return text.trim().replace(/\/+$/, "").replace(/\/v1$/, "");
}

function lineOf({ check, state, detail, fix }: Finding): string {
  const line = `${SIGNS[state]} ${check.padEnd(12)}  ${detail}`;
  return fix === undefined ? line : `${line}\n  ${" ".repeat(12)}  → ${fix}`;
}

import { type Gate, type Layer, NotFoundError, PermissionError } from "../../index";
import { failureOf } from "../failure-of";
import { bad, type Finding, good, skipped } from "./finding";

/** `gate` is the one to try; `mayTry` is false when there is none that answers chats. */
export type GateVerdict = { finding: Finding; gate: Gate | null; mayTry: boolean };

/** Looks at the named gate, or at the one that answers when a call names none. */
export async function checkGate(
  layer: Layer,
  name: string | undefined,
  signal: AbortSignal,
): Promise<GateVerdict> {
  try {
    const gate =
      name === undefined
        ? (await layer.gates.list({ signal })).find(({ isDefault }) => isDefault)
        : await layer.gates.get(name, { signal });
    if (gate === undefined) return none();
    if (gate.spendingStatus === "suspended") return suspended(gate);
    const finding = good(
      "gate",
      `${gate.name} runs ${gate.model}${gate.isDefault ? " and is the default" : ""}.`,
    );
    return { finding, gate, mayTry: gate.taskType === "chat" };
  } catch (thrown) {
    const { message, recovery = "See: layer gate list" } = failureOf(thrown);
    if (thrown instanceof PermissionError)
      return { finding: skipped("gate", "The key may not look at gates."), gate: null, mayTry: true };
    const fix = thrown instanceof NotFoundError ? "See which there are: layer gate list" : recovery;
    return { finding: bad("gate", message, fix), gate: null, mayTry: false };
  }
}

function none(): GateVerdict {
  const fix =
    "Make one (layer gate create) and make it the default in the dashboard, or name a gate in each call.";
  return { finding: bad("gate", "The account has no default gate.", fix), gate: null, mayTry: false };
}

function suspended(gate: Gate): GateVerdict {
  const detail = `${gate.name} has spent its limit of ${gate.spendingLimit} USD.`;
  const fix = `Raise it: layer gate update ${JSON.stringify(gate.name)} --spending-limit <USD>`;
  return { finding: bad("gate", detail, fix), gate, mayTry: false };
}

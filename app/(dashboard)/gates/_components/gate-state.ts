import type { GateProblem } from "@/lib/gates/contract";

/** What a gate is now, as the list says it: red when it cannot answer as it is, amber when it may not do what it seems to. */
export type GateState = {
  word: "Active" | "Misconfigured" | "Not checked";
  tone: "ok" | "warn" | "danger" | "neutral";
  sentence: string;
};

/** The check itself failed, which says nothing about the gate. */
export const UNCHECKED: GateState = {
  word: "Not checked",
  tone: "neutral",
  sentence: "The gate could not be checked just now. Reload the page to try again.",
};

/** The state of a gate from what is wrong with it. */
export function gateState(problems: readonly GateProblem[]): GateState {
  const [worst] = problems;
  if (worst === undefined) return { word: "Active", tone: "ok", sentence: "Requests are answered." };
  const rest = problems.length === 1 ? "" : ` And ${problems.length - 1} more.`;
  const tone = problems.some(({ severity }) => severity === "error") ? "danger" : "warn";
  return { word: "Misconfigured", tone, sentence: `${plainProblem(worst.message)}${rest}` };
}

/** A rule's sentence without the field's name in front, for where the field is in sight. */
export function plainProblem(message: string): string {
  const plain = message.replace(/^[a-zA-Z]+: (?=\S)/, "");
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

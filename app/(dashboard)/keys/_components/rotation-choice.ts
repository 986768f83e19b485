import type { ProofView } from "./proof-view";

/** When the old secret stops; the first is the usual one. `seconds` 0 is at once. */
export const OLD_SECRET_ENDS = [
  { value: "24h", seconds: 86_400, label: "In 24 hours" },
  { value: "now", seconds: 0, label: "Now" },
  { value: "15min", seconds: 900, label: "In 15 minutes" },
  { value: "1h", seconds: 3_600, label: "In 1 hour" },
  { value: "6h", seconds: 21_600, label: "In 6 hours" },
  { value: "7d", seconds: 604_800, label: "In 7 days" },
  { value: "pick", seconds: null, label: "At a time…" },
] as const;
export type OldSecretEnd = (typeof OLD_SECRET_ENDS)[number]["value"];

/** The old secret that still works, when a rotation is unfinished: then the next one can only end all of them now. */
export function openSecret(proof: ProofView | null) {
  return proof?.secrets.find(({ state }) => state === "ending") ?? null;
}

/** What the action is sent: a word, seconds, or a moment. */
export function endSent(end: OldSecretEnd, picked: Date | null): "now" | number | string | null {
  const { seconds } = OLD_SECRET_ENDS.find(({ value }) => value === end) ?? OLD_SECRET_ENDS[0];
  if (seconds === null) return picked?.toISOString() ?? null;
  return seconds === 0 ? "now" : seconds;
}

import type { SpendingLimit } from "@/lib/spending/contract";
import { untilWords } from "../../_spending/limit-words";

/** What a used-up limit of a key's own does to its calls, as a sentence; null when none of `limits` is used up and blocks. */
export function limitReached(limits: readonly SpendingLimit[], now: Date): string | null {
  const usedUp = limits.find(
    ({ enforcement, now: { status } }) => enforcement === "block" && status === "suspended",
  );
  if (usedUp === undefined) return null;
  return `Its spending limit is used up; calls are refused ${untilWords(usedUp, now)}.`;
}

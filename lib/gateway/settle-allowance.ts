import type { Adjustment } from "@/lib/limits/limit-store";
import type { Call, Outcome, Taken } from "./call";

/**
 * Gives back what a call that has ended took: its place among those that run, and of its tokens those that it did not use. Of one
 * that was refused by a limit nothing stays counted.
 */
export async function settleAllowance(call: Call, { error, usage }: Outcome): Promise<void> {
  const { requests, tokens } = call.trail.allowance;
  const adjustments: Adjustment[] = [];
  const adjust = (taken: Taken, change: (claim: Taken["claims"][number]) => number) => {
    for (const claim of taken.claims) {
      const amount = change(claim);
      const { counter, window } = claim;
      const { takenAtMs, isAlone } = taken;
      if (amount !== 0) adjustments.push({ counter, window, amount, takenAtMs, isAlone });
    }
  };
  const isRefused = error?.code === "rate_limit_exceeded";
  if (requests?.isTaken === true)
    adjust(requests, ({ window }) => (isRefused || window === "running" ? -1 : 0));
  if (tokens?.isTaken === true) {
    const used = usage.input + usage.cachedInput + usage.cacheWrite + usage.cacheWrite1h + usage.audioInput;
    const all = used + usage.output + usage.audioOutput;
    adjust(tokens, ({ amount }) => all - amount);
  }
  if (adjustments.length > 0) await call.deps.limits.adjust(adjustments);
}

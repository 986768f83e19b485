import { limitHolders } from "@/lib/keys/limit-holders";
import { countedAs } from "@/lib/limits/counted-as";
import { limitReached } from "@/lib/limits/limit-reached";
import { type LimitInForce, limitsInForce } from "@/lib/limits/limits-in-force";
import type { Caller } from "./authenticate";
import type { Call } from "./call";

/**
 * May it call right now? Counts the call as a request that runs, against the limits of its account, key and gate. Throws
 * rate_limit_exceeded with the limit that it does not fit into.
 */
export async function takeAllowance(call: Call, { admission }: Caller): Promise<void> {
  const limits = limitsInForce(limitHolders(admission, admission.gate));
  if (limits.length === 0) return;
  call.trail.limits = limits;
  const ofRequests = limits.filter(({ limit }) => limit !== "tokensPerMinute");
  if (ofRequests.length > 0) await take(call, "requests", ofRequests, 1);
}

/** Counts an amount against limits and notes it in the trail; throws what keeps it from being counted. */
export async function take(
  call: Call,
  unit: "requests" | "tokens",
  limits: readonly LimitInForce[],
  amount: number,
): Promise<void> {
  const claims = countedAs(limits, amount);
  const claimed = call.deps.limits.claim(claims);
  const answer = claimed instanceof Promise ? await claimed : claimed;
  call.trail.allowance[unit] = { limits, claims, ...answer };
  if (!answer.isTaken) throw limitReached(limits, claims, answer.standings, call.deps.clock.now());
}

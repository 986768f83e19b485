import { type LimitScope, type RateLimit, WINDOW_OF } from "@/lib/core/rate-limits";
import type { Claim } from "./limit-store";
import type { LimitInForce } from "./limits-in-force";

/** Requests that call no model, `api:`, are counted apart from those that do. */
export type CountedApart = "" | "api:";

/** What a limit is counted under by all instances: one counter for each limit of each account, key and gate. */
export function counterOf(limit: RateLimit, scope: LimitScope, id: string, apart: CountedApart = ""): string {
  return `${limit}:${apart}${scope}:${id}`;
}

/** What a request takes of each of some limits. */
export function countedAs(
  limits: readonly LimitInForce[],
  amount: number,
  apart: CountedApart = "",
): Claim[] {
  return limits.map(({ limit, scope, id, value }) => ({
    counter: counterOf(limit, scope, id, apart),
    window: WINDOW_OF[limit],
    limit: value,
    amount,
  }));
}

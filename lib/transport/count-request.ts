import { limitHeaders } from "@/lib/gateway/limit-headers";
import type { Admission } from "@/lib/keys/admission";
import { limitHolders } from "@/lib/keys/limit-holders";
import { countedAs } from "@/lib/limits/counted-as";
import { limitReached } from "@/lib/limits/limit-reached";
import { limitsInForce } from "@/lib/limits/limits-in-force";
import { gatewayDeps } from "./gateway-deps";

/**
 * Counts a request that calls no model against the requests per minute of its account and key, apart from those that do: a program
 * that has used up its minute can still read its limits and delete a key. What its answer tells of that goes into `headers`. Throws
 * rate_limit_exceeded.
 */
export async function countRequest(admission: Admission, headers: Record<string, string>): Promise<void> {
  const inForce = limitsInForce(limitHolders(admission, null));
  const limits = inForce.filter(({ limit }) => limit === "requestsPerMinute");
  if (limits.length === 0) return;
  const { limits: store, clock, rateLimitHeaders: style } = gatewayDeps();
  const claims = countedAs(limits, 1, "api:");
  const answer = await store.claim(claims);
  const requests = { limits, claims, ...answer };
  const now = clock.now();
  Object.assign(headers, limitHeaders({ requests, tokens: null }, { isAnthropic: false, style, now }));
  if (!answer.isTaken) throw limitReached(limits, claims, answer.standings, now);
}

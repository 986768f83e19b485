import type { LimitScope, PlanLimits, RateLimit, RefusedBy } from "./rate-limits";

/** What is limited, as people are told. */
export const LIMIT_WORDS: Record<keyof PlanLimits, string> = {
  requestsPerMinute: "Requests per minute",
  tokensPerMinute: "Tokens per minute",
  requestsPerDay: "Requests per day",
  requestsPerMonth: "Requests per month",
  concurrentRequests: "Concurrent requests",
  keys: "API keys",
  logDays: "Days of log",
};

/** `Requests per minute of the key`. */
export function refusedByWords(by: RefusedBy): string {
  const [limit, scope] = by.split(":") as [RateLimit, LimitScope];
  return `${LIMIT_WORDS[limit]} of the ${scope}`;
}

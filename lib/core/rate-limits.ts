// What limits how often and how much may be called, for the ledger, the rooms, the doors and the browser alike.

/** What can be limited, in the order in which they are told. */
export const RATE_LIMITS = [
  "requestsPerMinute",
  "tokensPerMinute",
  "requestsPerDay",
  "requestsPerMonth",
  "concurrentRequests",
] as const;
export type RateLimit = (typeof RATE_LIMITS)[number];

/** Days and months are those of UTC; a minute is any 60 seconds. */
export type LimitWindow = "minute" | "day" | "month" | "running";

export const WINDOW_OF: Record<RateLimit, LimitWindow> = {
  requestsPerMinute: "minute",
  tokensPerMinute: "minute",
  requestsPerDay: "day",
  requestsPerMonth: "month",
  concurrentRequests: "running",
};

/** The largest number that can be set. */
export const MOST_LIMIT = 1_000_000_000_000;

/** Limits of an account's own, of a key or of a gate: what is absent limits nothing of its own, and 0 allows none at all. */
export type RateLimits = Partial<Record<RateLimit, number>>;

/** What a plan allows an account; null is no limit, 0 is none at all. */
export type PlanLimits = Record<RateLimit, number | null> & {
  /** How many live keys it may have. */
  keys: number | null;
  /** For how many days rows of its log stay, at least 1; null is as long as the instance keeps them. */
  logDays: number | null;
};

/** The longest that can be said for a log, in days. */
export const MOST_LOG_DAYS = 36_500;

/** What a plan without any limit allows. */
export const NO_LIMITS: PlanLimits = {
  requestsPerMinute: null,
  tokensPerMinute: null,
  requestsPerDay: null,
  requestsPerMonth: null,
  concurrentRequests: null,
  keys: null,
  logDays: null,
};

/** What an account has in place of its plan's limits: null lifts one, and what is absent is the plan's. */
export type LimitOverrides = Partial<Record<keyof PlanLimits, number | null>>;

export const LIMIT_SCOPES = ["account", "key", "gate"] as const;
export type LimitScope = (typeof LIMIT_SCOPES)[number];

/** Which limit refused a call, and whose it is, as the log keeps it: `requestsPerMinute:key`. */
export type RefusedBy = `${RateLimit}:${LimitScope}`;

/** True for a text that says which limit refused a call. */
export function isRefusedBy(text: string): text is RefusedBy {
  const [limit, scope, rest] = text.split(":");
  return (
    rest === undefined &&
    RATE_LIMITS.some((name) => name === limit) &&
    LIMIT_SCOPES.some((name) => name === scope)
  );
}

/** In which headers answers tell their limits: those that OpenAI's clients read, or also the pair that is to be a standard. */
export const RATE_LIMIT_HEADERS = ["openai", "openai+ietf"] as const;
export type RateLimitHeaders = (typeof RATE_LIMIT_HEADERS)[number];

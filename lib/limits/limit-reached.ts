import { AppError } from "@/lib/core/errors";
import {
  LIMIT_SCOPES,
  type LimitScope,
  RATE_LIMITS,
  type RateLimit,
  type RefusedBy,
} from "@/lib/core/rate-limits";
import type { Claim, Standing } from "./limit-store";
import type { LimitInForce } from "./limits-in-force";

/** What is limited, as answers name it to programs. */
export const WIRE_NAMES: Record<RateLimit, string> = {
  requestsPerMinute: "requests_per_minute",
  tokensPerMinute: "tokens_per_minute",
  requestsPerDay: "requests_per_day",
  requestsPerMonth: "requests_per_month",
  concurrentRequests: "concurrent_requests",
};

const UNITS: Record<RateLimit, string> = {
  requestsPerMinute: "requests per minute",
  tokensPerMinute: "tokens per minute",
  requestsPerDay: "requests per day (UTC)",
  requestsPerMonth: "requests per month (UTC)",
  concurrentRequests: "requests at the same time",
};

/**
 * The 429 of a request that does not fit into one of its limits: the one that it has to wait for longest, with how far it is used
 * and when to come back. Where no waiting helps, clients are told not to try again.
 */
export function limitReached(
  limits: readonly LimitInForce[],
  claims: readonly Claim[],
  standings: readonly Standing[],
  now: Date,
): AppError {
  const waits = standings.map(({ waitMs }) => waitMs ?? Number.POSITIVE_INFINITY);
  const at = waits.indexOf(Math.max(...waits));
  const [limit, claim, standing] = [limits[at], claims[at], standings[at]];
  if (limit === undefined || claim === undefined || standing === undefined) {
    throw new Error("Nothing is limited that could be reached");
  }
  const { waitMs, used } = standing;
  const details = {
    limit: WIRE_NAMES[limit.limit],
    scope: limit.scope,
    scope_id: limit.id,
    scope_name: limit.name,
    limit_value: limit.value,
    used,
    asked: claim.amount,
    reset_at: waitMs === null ? null : new Date(now.getTime() + waitMs).toISOString(),
  };
  const message = `${allowed(limit)} ${why(limit, claim, standing)}`;
  if (waitMs === null) return new AppError("rate_limit_exceeded", message, { details, shouldRetry: false });
  return new AppError("rate_limit_exceeded", message, { details, retryAfterMs: Math.max(1, waitMs) });
}

/** The limit that an error tells of, and whose it is; null for every other error. */
export function refusedBy(error: AppError | null): RefusedBy | null {
  if (error?.code !== "rate_limit_exceeded") return null;
  const limit = RATE_LIMITS.find((name) => WIRE_NAMES[name] === error.details?.limit);
  const scope = LIMIT_SCOPES.find((name) => name === error.details?.scope);
  return limit === undefined || scope === undefined ? null : `${limit}:${scope}`;
}

function allowed({ limit, scope, name, value }: LimitInForce): string {
  const count = value === 0 ? "no" : value.toLocaleString("en-US");
  return `${WHOSE[scope](name)} allows ${count} ${UNITS[limit]}.`;
}

const WHOSE: Record<LimitScope, (name: string) => string> = {
  account: () => "The account's plan",
  key: (name) => `The key "${name}"`,
  gate: (name) => `The gate "${name}"`,
};

function why({ limit, value }: LimitInForce, { amount }: Claim, { used, waitMs }: Standing): string {
  if (value === 0) return "Raise the limit to let it call.";
  if (waitMs === null)
    return `This one alone may use ${amount.toLocaleString("en-US")}: ask for less, or raise the limit.`;
  const again =
    limit === "concurrentRequests"
      ? "Try again when one of them has ended."
      : `Try again in ${words(waitMs)}.`;
  const asks = amount === 1 ? "" : ` and this one may use ${amount.toLocaleString("en-US")}`;
  return `${used.toLocaleString("en-US")} are counted${asks}. ${again}`;
}

function words(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}

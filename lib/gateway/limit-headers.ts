import type { RateLimitHeaders } from "@/lib/core/rate-limits";
import type { Taken } from "./call";

type Unit = "requests" | "tokens";
/** What a request was counted as, or was to be; null where nothing limits that. */
export type Allowance = Record<Unit, Taken | null>;
/** For whom the headers are: Anthropic's clients read names of their own. */
export type HeaderReaders = { isAnthropic: boolean; style: RateLimitHeaders; now: Date };

const UNITS: readonly Unit[] = ["requests", "tokens"];
const WINDOW_SECONDS = 60;

/**
 * What clients are told of their limits per minute with every answer. OpenAI's read `x-ratelimit-*`
 * (platform.openai.com/docs/guides/rate-limits) and Anthropic's `anthropic-ratelimit-*` (docs.anthropic.com/en/api/rate-limits): how
 * much is allowed, how much is left, and in how long or when all of it is again, of several limits for that which has least left.
 * The pair of draft-ietf-httpapi-ratelimit-headers tells all of them.
 */
export function limitHeaders(
  allowance: Allowance,
  { isAnthropic, style, now }: HeaderReaders,
): Record<string, string> {
  const headers: Record<string, string> = {};
  const minutes = UNITS.flatMap((unit) => minutesOf(unit, allowance[unit]));
  for (const unit of UNITS) {
    const tightest = tightestOf(minutes.filter((minute) => minute.unit === unit));
    if (tightest === undefined) continue;
    const { value, left, resetSeconds } = tightest;
    headers[`x-ratelimit-limit-${unit}`] = String(value);
    headers[`x-ratelimit-remaining-${unit}`] = String(left);
    headers[`x-ratelimit-reset-${unit}`] = `${resetSeconds}s`;
    if (!isAnthropic) continue;
    headers[`anthropic-ratelimit-${unit}-limit`] = String(value);
    headers[`anthropic-ratelimit-${unit}-remaining`] = String(left);
    headers[`anthropic-ratelimit-${unit}-reset`] = momentIn(resetSeconds, now);
  }
  if (style !== "openai+ietf" || minutes.length === 0) return headers;
  headers["ratelimit-policy"] = minutes.map(policy).join(", ");
  headers.ratelimit = minutes.map(state).join(", ");
  return headers;
}

type Minute = { unit: Unit; scope: string; value: number; left: number; resetSeconds: number };

function minutesOf(unit: Unit, taken: Taken | null): Minute[] {
  if (taken === null) return [];
  return taken.limits.flatMap(({ value, limit, scope }, at) => {
    const standing = taken.standings[at];
    const isMinute = limit === "requestsPerMinute" || limit === "tokensPerMinute";
    if (!isMinute || standing === undefined) return [];
    const left = Math.max(0, value - standing.used);
    return [{ unit, scope, value, left, resetSeconds: Math.ceil(standing.resetMs / 1_000) }];
  });
}

function tightestOf(minutes: Minute[]): Minute | undefined {
  return minutes.sort((one, other) => one.left - other.left)[0];
}

/** In RFC 3339, to the second. */
function momentIn(seconds: number, now: Date): string {
  return new Date(now.getTime() + seconds * 1_000).toISOString().replace(/\.\d+Z$/, "Z");
}

function policyName({ unit, scope }: Minute): string {
  return unit === "requests" ? `"${scope}"` : `"${scope}-tokens"`;
}

function policy(minute: Minute): string {
  const counted = minute.unit === "requests" ? "" : ';qu="tokens"';
  return `${policyName(minute)};q=${minute.value}${counted};w=${WINDOW_SECONDS}`;
}

function state(minute: Minute): string {
  return `${policyName(minute)};r=${minute.left};t=${minute.resetSeconds}`;
}

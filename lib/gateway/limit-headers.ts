import type { Taken } from "./call";

/**
 * The headers that OpenAI's clients read of a limit per minute (platform.openai.com/docs/guides/rate-limits): how much is allowed,
 * how much is left and in how long all of it is again. Of several limits that which has least left.
 */
export function limitHeaders(unit: "requests" | "tokens", taken: Taken): Record<string, string> {
  const minutes = taken.limits.flatMap(({ value, limit }, at) => {
    const standing = taken.standings[at];
    const isMinute = limit === "requestsPerMinute" || limit === "tokensPerMinute";
    return isMinute && standing !== undefined ? [{ value, ...standing }] : [];
  });
  const [tightest] = minutes.sort((one, other) => one.value - one.used - (other.value - other.used));
  if (tightest === undefined) return {};
  return {
    [`x-ratelimit-limit-${unit}`]: String(tightest.value),
    [`x-ratelimit-remaining-${unit}`]: String(Math.max(0, tightest.value - tightest.used)),
    [`x-ratelimit-reset-${unit}`]: `${Math.ceil(tightest.resetMs / 1_000)}s`,
  };
}

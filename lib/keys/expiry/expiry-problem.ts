import { DAY_MS, MINUTE_MS } from "@/lib/core/time";

const SHORTEST_MS = 10 * MINUTE_MS;
const LONGEST_DAYS = 36_500;
/** Clocks of browsers and instances differ a little; nobody is refused for choosing exactly the maximum. */
const TOLERANCE_MS = 5 * MINUTE_MS;

/**
 * Why a key cannot expire at this moment (null: never), in a sentence for its author, or null when it can. `maxDays` is the
 * longest time that whoever runs the instance allows; null when there is none.
 */
export function expiryProblem(expiresAt: Date | null, now: Date, maxDays: number | null): string | null {
  const limit = `Keys of this instance must expire within ${maxDays} ${maxDays === 1 ? "day" : "days"}`;
  const why = "whoever runs the instance set this with LAYER_MAX_KEY_LIFETIME_DAYS";
  if (expiresAt === null) {
    return maxDays === null ? null : `${limit}: ${why}. Choose when this one expires.`;
  }
  const aheadMs = expiresAt.getTime() - now.getTime();
  if (Number.isNaN(aheadMs)) return "This is not a moment. Choose a date and a time.";
  if (aheadMs <= 0) return "This moment has passed. Choose one at least 10 minutes ahead.";
  if (aheadMs < SHORTEST_MS) return "A key works for at least 10 minutes. Choose a later time.";
  if (maxDays !== null && aheadMs > maxDays * DAY_MS + TOLERANCE_MS) {
    return `${limit}: ${why}. Choose an earlier time.`;
  }
  if (aheadMs <= LONGEST_DAYS * DAY_MS) return null;
  return "Choose a time within the next 100 years, or let the key never expire.";
}

import { DAY_MS } from "@/lib/core/time";
import { hasLearned, type KeyPast } from "./has-learned";

/** The days before on which something new is looked for. */
export const NEWS_DAYS = 14;
/** On so many of them a new one came: then another is what this key does. */
const REGULAR_DAYS = 3;

/**
 * Whether the first use of a model or a network is news on a key. `newDays` are the days of the fourteen before on which it had
 * a first one too, its very first day left out. A young key is used to new ones that had one on every other day.
 */
export function isNews(past: KeyPast, newDays: number, now: Date): boolean {
  if (past.firstHour === null || !hasLearned(past, now)) return false;
  const days = Math.floor(now.getTime() / DAY_MS) - Math.floor(past.firstHour / DAY_MS) - 1;
  return newDays < Math.min(REGULAR_DAYS, Math.ceil(Math.min(days, NEWS_DAYS) / 2));
}

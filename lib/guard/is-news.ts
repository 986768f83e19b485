import { hasLearned, type KeyPast } from "./has-learned";

/** On so many of the last fourteen days a new one came: then another is what this key does. */
const REGULAR_DAYS = 3;

/**
 * Whether the first use of a model or a network is news on a key. `newDays` are the earlier days of the last fourteen on which
 * it had a first one too, its days of learning left out.
 */
export function isNews(past: KeyPast, newDays: number, now: Date): boolean {
  return hasLearned(past, now) && newDays < REGULAR_DAYS;
}

import { DAY_MS } from "@/lib/core/time";

const LEARNING_MS = 3 * DAY_MS;
const LEAST_REQUESTS = 50;

/** What a key has behind it. */
export type KeyPast = {
  /** Beginning of the hour of its first call, in Unix milliseconds; null before that. */
  firstHour: number | null;
  /** Its calls before the present hour. */
  requests: number;
};

/** Whether enough is known of a key to call something unusual: three days since its first call, and 50 calls. */
export function hasLearned({ firstHour, requests }: KeyPast, now: Date): boolean {
  return firstHour !== null && now.getTime() - firstHour >= LEARNING_MS && requests >= LEAST_REQUESTS;
}

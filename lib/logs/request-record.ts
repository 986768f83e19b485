export type { Attempt, RequestRecord } from "@/db/schema/requests";

const LONGEST_TEXT = 1_000;

/**
 * Text from outside, fit for a Postgres column: NUL characters and lone surrogates, which it cannot hold, become
 * the replacement character, and anything past 1,000 characters is cut with an ellipsis.
 */
export function storableText(text: string): string {
  const whole = text.toWellFormed().replaceAll("\0", "\uFFFD");
  return whole.length > LONGEST_TEXT ? `${whole.slice(0, LONGEST_TEXT - 1).toWellFormed()}…` : whole;
}

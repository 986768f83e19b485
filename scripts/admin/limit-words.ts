import { AppError } from "@/lib/core/errors";
import { NO_LIMITS } from "@/lib/core/rate-limits";

/** What can be set of a plan and of an account, as one writes it. */
export const LIMIT_NAMES = Object.keys(NO_LIMITS);

/**
 * `requestsPerMinute=600 keys=none` as names and values; what a name may have is not decided here. Throws a sentence for a word
 * without a name, and for one that is there twice.
 */
export function assignments(words: readonly string[]): Map<string, string> {
  const given = new Map<string, string>();
  for (const word of words) {
    const at = word.indexOf("=");
    if (at < 1) throw new Error(`"${word}" is not name=value.`);
    const name = word.slice(0, at);
    if (given.has(name)) throw new Error(`${name} is there twice.`);
    given.set(name, word.slice(at + 1));
  }
  return given;
}

/** A number as it was written, null for `none`. Throws `invalid_field` for anything else; how large it may be is the contract's. */
export function limitValue(name: string, text: string): number | null {
  if (text === "none") return null;
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new AppError("invalid_field", `${name}: use a whole number, or none for no limit.`, { param: name });
}

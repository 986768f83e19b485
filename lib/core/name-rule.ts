export const NAME_MAX_CHARACTERS = 100;

const LONE_SURROGATE = /\p{Surrogate}/u;
const CONTROL = /[\p{Cc}\u2028\u2029]/u;
/** Embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX 9): they make a name read as another. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/u;
const VISIBLE = /[^\p{Cc}\p{Cf}\p{M}\p{Z}]/u;

/**
 * Why nothing can have this name, in a sentence for its author, or null when something can. Characters are Unicode code
 * points, as Postgres counts them. Outer blanks must be off already; `whenBlank` is said when nothing is left to see.
 */
export function nameRule(name: string, whenBlank: string): string | null {
  if (LONE_SURROGATE.test(name)) return "The name contains half of a character. Type it again.";
  if (CONTROL.test(name)) return "The name contains a line break or a control character. Remove it.";
  if (BIDI.test(name)) return "The name contains a character that reverses the text after it. Remove it.";
  if (!VISIBLE.test(name)) return whenBlank;
  const characters = [...name].length;
  if (characters <= NAME_MAX_CHARACTERS) return null;
  return `The name has ${characters} characters. Use at most ${NAME_MAX_CHARACTERS}.`;
}

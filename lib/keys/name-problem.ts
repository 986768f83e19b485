export const KEY_NAME_MAX_CHARACTERS = 100;

const LONE_SURROGATE = /\p{Surrogate}/u;
const CONTROL = /[\p{Cc}\u2028\u2029]/u;
/** Embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX 9): they make a name read as another. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/u;
const VISIBLE = /[^\p{Cc}\p{Cf}\p{M}\p{Z}]/u;

/**
 * Why a key cannot have this name, in a sentence for its author, or null when it can. Characters are Unicode code
 * points, as Postgres counts them. Outer blanks must be off already.
 */
export function nameProblem(name: string): string | null {
  if (LONE_SURROGATE.test(name)) return "The name contains half of a character. Type it again.";
  if (CONTROL.test(name)) return "The name contains a line break or a control character. Remove it.";
  if (BIDI.test(name)) return "The name contains a character that reverses the text after it. Remove it.";
  if (!VISIBLE.test(name)) return "Give the key a name, for example Production.";
  const characters = [...name].length;
  if (characters <= KEY_NAME_MAX_CHARACTERS) return null;
  return `The name has ${characters} characters. Use at most ${KEY_NAME_MAX_CHARACTERS}.`;
}

/** Characters of a description, tags of a key, characters of a tag. */
export const DESCRIPTION_MAX = 500;
export const TAGS_MAX = 10;
export const TAG_MAX = 40;

const LONE_SURROGATE = /\p{Surrogate}/u;
/** Control characters other than tab and line breaks. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;
const CONTROL_OR_BREAK = /[\p{Cc}\u2028\u2029]/u;
const BIDI = /[\u202a-\u202e\u2066-\u2069]/u;

/** Why a key cannot have this description, in a sentence for its author, or null when it can. Outer blanks must be off. */
export function descriptionProblem(text: string): string | null {
  if (LONE_SURROGATE.test(text)) return "The description contains half of a character. Type it again.";
  if (CONTROL.test(text)) return "The description contains a control character. Remove it.";
  const characters = [...text].length;
  if (characters <= DESCRIPTION_MAX) return null;
  return `The description has ${characters} characters. Use at most ${DESCRIPTION_MAX}.`;
}

/** Why a key cannot have these tags, in a sentence for their author, or null when it can. Outer blanks must be off. */
export function tagsProblem(tags: readonly string[]): string | null {
  if (tags.length > TAGS_MAX) return `There are ${tags.length} tags. Use at most ${TAGS_MAX}.`;
  for (const tag of tags) {
    if (tag === "") return "A tag is empty. Remove it, or give it a name.";
    if (LONE_SURROGATE.test(tag)) return "A tag contains half of a character. Type it again.";
    if (CONTROL_OR_BREAK.test(tag) || BIDI.test(tag)) {
      return "A tag contains a line break or a character that nobody sees. Remove it.";
    }
    const characters = [...tag].length;
    if (characters > TAG_MAX) return `A tag has ${characters} characters. Use at most ${TAG_MAX}.`;
  }
  return new Set(tags).size === tags.length ? null : "A tag is there twice. Remove one of them.";
}

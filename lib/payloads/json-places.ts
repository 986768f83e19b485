/** The place behind the text that begins with the quote at `start`; the end where it is never closed. */
export function stringEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === "\\" && at - 1 - slashes > start) slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
}

/** The next place that is no blank. */
export function pastBlanks(text: string, start: number): number {
  let at = start;
  while (text[at] === " " || text[at] === "\n" || text[at] === "\r" || text[at] === "\t") at += 1;
  return at;
}

/** The place behind the JSON value that begins at `start`; the end where it is never closed. */
export function valueEnd(text: string, start: number): number {
  if (text[start] === '"') return stringEnd(text, start);
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = stringEnd(text, at) - 1;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (character === "," || character === "\n")) return at;
  }
  return text.length;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none of them inside a text
const PLAIN = /^[^\\\u0000-\u001f]*$/;

/** What a JSON text says, read as well as it can be: it may be cut off, or hold what JSON allows nowhere. */
export function decoded(literal: string): { text: string; isExact: boolean } {
  const closed = literal.length > 1 && stringEnd(literal, 0) === literal.length && literal.endsWith('"');
  if (closed && PLAIN.test(literal)) return { text: literal.slice(1, -1), isExact: true };
  const candidates = closed
    ? [literal]
    : [`${literal}"`, `${literal.replace(/\\(?:u[0-9a-f]{0,3})?$/i, "")}"`];
  for (const candidate of candidates) {
    try {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none of them inside a text
      const text: unknown = JSON.parse(candidate.replace(/[\u0000-\u001f]/g, " "));
      if (typeof text === "string") return { text, isExact: true };
    } catch {
      // The next one may be read.
    }
  }
  return { text: literal.slice(1, closed ? -1 : undefined), isExact: false };
}

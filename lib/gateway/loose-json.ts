/** A member of something that may be no object. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** The entries of something that may be no list. */
export function entriesOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value when it is an object, else one without members. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** Texts, which stay as they are, and the numbers that Python and others write and JSON does not know. */
const UNKNOWN_NUMBERS = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

/** False for a text that only `parseLoose` can read. */
export function isStrictJson(text: string): boolean {
  if (!text.includes("NaN") && !text.includes("Infinity")) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Parses JSON in which NaN and Infinity may stand where numbers do; they are read as texts. Throws SyntaxError. */
export function parseLoose(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!text.includes("NaN") && !text.includes("Infinity")) throw error;
    return JSON.parse(text.replace(UNKNOWN_NUMBERS, (part) => (part.startsWith('"') ? part : `"${part}"`)));
  }
}

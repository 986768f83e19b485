/** One page of a list that is read by keyset: `nextCursor` is null on the last page. */
export type Page<T> = { items: T[]; nextCursor: string | null; previousCursor: string | null };

/** Packs the sort values of a row into an opaque cursor that is safe in a URL. */
export function encodeCursor(values: ReadonlyArray<string | number | null>): string {
  return toBase64(JSON.stringify(values)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Reads a cursor made by `encodeCursor`; null when the text is not one, so that a junk URL shows the first page. */
export function decodeCursor(cursor: string, length: number): Array<string | number | null> | null {
  try {
    const json = fromBase64(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    const values: unknown = JSON.parse(json);
    if (!Array.isArray(values) || values.length !== length) return null;
    const plain = values.every((v) => v === null || typeof v === "string" || typeof v === "number");
    return plain ? values : null;
  } catch {
    return null;
  }
}

function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function fromBase64(base64: string): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(
    Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
  );
}

import { isUtf8 } from "node:buffer";
import { redactJson } from "./redact-json";
import { redactStream } from "./redact-stream";
import type { RedactionRules } from "./redaction-rules";

/** As much of each side of a call is kept, in characters. */
export const MOST_KEPT = 256 * 1024;
/** As much is looked at, in bytes: what is bytes in base64 shrinks to a word. */
export const MOST_READ = 1024 * 1024;

const TEXT = /^(?:text\/|application\/(?:[\w.+-]+\+)?(?:json|xml|x-www-form-urlencoded|x-ndjson)\b)/i;

/** One side of a call. `bytes` may be the beginning only of what was `size` bytes long. An empty content type is any text. */
export type Side = { bytes: Uint8Array; size: number; contentType: string };

/**
 * A body as it may be kept: without secrets, without the chosen members, without bytes in base64, cut to its first 256 K characters.
 * Null text for what is no text: of that only the size is told. Never throws.
 */
export function redact(
  { bytes, size, contentType }: Side,
  rules: RedactionRules,
): { text: string | null; redactions: number } {
  const isText = bytes.byteLength > 0 && (contentType === "" || TEXT.test(contentType));
  const text = isText ? readText(bytes.subarray(0, MOST_READ), size) : null;
  if (text === null) return { text: null, redactions: 0 };
  const isCut = size > Math.min(bytes.byteLength, MOST_READ);
  if (/^text\/event-stream\b/i.test(contentType)) {
    // Half an event is no JSON, in which nothing could be found.
    const { text: kept, redactions } = redactStream(
      isCut ? text.slice(0, text.lastIndexOf("\n") + 1) : text,
      rules,
    );
    return { text: storable(kept), redactions };
  }
  const { text: kept, redactions } = redactJson(text, rules);
  return { text: storable(isCut ? withoutLastWord(kept) : kept), redactions };
}

function readText(bytes: Uint8Array, size: number): string | null {
  const read = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // A character that was cut in half is three bytes at most.
  const isText =
    isUtf8(read) || (read.length < size && [1, 2, 3].some((cut) => isUtf8(read.subarray(0, -cut))));
  return isText ? read.toString("utf8") : null;
}

/** What was cut off may have been a secret, of which the beginning is left. */
function withoutLastWord(text: string): string {
  const end = text.slice(-300);
  return text.slice(0, text.length - end.length) + end.replace(/[\w.~+/=-]+"?$/, "");
}

/** Fit for a Postgres text: no NUL, no half of a character. */
function storable(text: string): string {
  return text.slice(0, MOST_KEPT).toWellFormed().replaceAll("\0", "\uFFFD");
}

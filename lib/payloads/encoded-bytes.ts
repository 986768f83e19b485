import type { Span } from "./spans";

const DATA_URL = /data:([a-z]{1,20})?(?:\/[\w.+-]{1,100})?(?:;[\w.=+-]{1,100}){0,5};base64,[a-z0-9+/=_-]*/gi;
const SHORTEST = 100;
/** Text of this length without a blank, with small and capital letters and digits, is nobody's words. */
const SURELY = 2_000;
const CHARACTERS = /^[a-z0-9+/_-]+={0,2}$/i;
/** Members in which providers send and take bytes. */
const MEMBERS = new Set([
  "data",
  "b64_json",
  "base64",
  "file_data",
  "image_base64",
  "audio",
  "embedding",
  "bytes",
]);

/** Where bytes stand in a text as `data:` addresses: each is told by its kind and its size. */
export function dataAddressSpans(text: string): Span[] {
  if (!text.includes(";base64,")) return [];
  return [...text.matchAll(DATA_URL)].map((match) => {
    const [all, kind = "data"] = match;
    const length = all.length - all.indexOf(",") - 1;
    return { start: match.index, end: match.index + all.length, put: sizeWords(kind.toLowerCase(), length) };
  });
}

/** What stands for a text that is nothing but bytes in base64; null when it is something else. */
export function encodedBytesWords(text: string, member: string | null): string | null {
  const isSent = member !== null && MEMBERS.has(member);
  if (text.length < (isSent ? SHORTEST : SURELY) || !CHARACTERS.test(text)) return null;
  if (!isSent && !(/[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text))) return null;
  return sizeWords("data", text.length);
}

const KINDS: Readonly<Record<string, string>> = { image: "image", audio: "audio", video: "video" };

function sizeWords(kind: string, characters: number): string {
  return `[${KINDS[kind] ?? "data"}, ${Math.floor((characters * 3) / 4)} bytes]`;
}

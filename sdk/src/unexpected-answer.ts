import { UnexpectedAnswerError } from "./errors";

const FIRST_WORDS = 80;

type Seen = { status: number; headers: Headers; text: string; url: string; baseUrl: string };

/** The error for an answer that is not Layer's: says what came, from where, and what is likely wrong. */
export function unexpectedAnswer({ status, headers, text, url, baseUrl }: Seen): UnexpectedAnswerError {
  const firstWords = wordsOf(text);
  const facts = { status, headers, url, firstWords };
  return new UnexpectedAnswerError(
    `${what({ status, headers, text, url, firstWords })} ${advice(status, baseUrl)}`,
    facts,
  );
}

/** A redirect is not followed: it would lose the body or carry the key elsewhere. */
export function redirectAnswer({ status, headers, url, baseUrl }: Omit<Seen, "text">): UnexpectedAnswerError {
  const target = headers.get("location") ?? "";
  const origin = originOf(target, url);
  const hint =
    origin === null || origin === new URL(baseUrl).origin
      ? `Check that baseUrl (${baseUrl}) is the address of Layer itself; a sign-in page in front of it may be what redirects.`
      : `If that is Layer's address, use ${origin} as baseUrl.`;
  const message = `${url} redirects${target === "" ? "" : ` to ${target}`} instead of answering. ${hint}`;
  return new UnexpectedAnswerError(message, { status, headers, url, firstWords: "" });
}

function what({
  status,
  headers,
  text,
  url,
  firstWords,
}: Omit<Seen, "baseUrl"> & { firstWords: string }): string {
  const isPage = /^\s*<|html/i.test(`${headers.get("content-type") ?? ""}${text.slice(0, 20)}`);
  if (text.trim() === "") return `${url} answered ${status} with nothing instead of JSON.`;
  return `${url} answered ${status} with ${isPage ? "a web page" : "text"} instead of JSON: “${firstWords}”.`;
}

function advice(status: number, baseUrl: string): string {
  if (status === 413) return "A proxy before Layer allows no body of this size; raise its limit.";
  if (status >= 502 && status <= 504)
    return "A proxy answers in Layer's place: see that Layer runs, and that the proxy waits long enough.";
  return `Check baseUrl (LAYER_BASE_URL): ${baseUrl} must be the address of Layer, without a path. If it is, a proxy answers in its place.`;
}

function wordsOf(text: string): string {
  const plain = text
    .replace(
      /<(script|style|head)\b[\s\S]*?<\/\1>/gi,
      (part) => /<title[^>]*>([\s\S]*?)<\/title>/i.exec(part)?.[1] ?? "",
    )
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const words = plain === "" ? text.trim() : plain;
  return words.length > FIRST_WORDS ? `${words.slice(0, FIRST_WORDS)}…` : words;
}

function originOf(target: string, base: string): string | null {
  try {
    return new URL(target, base).origin;
  } catch {
    return null;
  }
}

/** Set by proxy.ts: path and query of the page being asked for. Any such header of a client is overwritten there. */
export const PATH_HEADER = "x-layer-path";

const HOME = "/overview";
const LONGEST_PATH = 2_000;

/** Any origin serves: it only shows whether a text leaves the origin it is resolved against. */
const PROBE = "http://probe.invalid";

/**
 * The address to go to after signing in: the text itself when it is a path on our own origin, else the first page. Control
 * characters and backslashes are refused outright, since browsers drop or turn them into slashes (WHATWG URL standard).
 */
export function safeReturnPath(text: string | null | undefined): string {
  if (typeof text !== "string" || text.length > LONGEST_PATH) return HOME;
  if (!text.startsWith("/") || text.startsWith("//")) return HOME;
  if (/[\p{Cc}\p{Cf}\p{Cs}\\\s]/u.test(text) || /%(?:0[0-9a-f]|1[0-9a-f]|7f|5c)/i.test(text)) return HOME;
  if (!URL.canParse(text, PROBE)) return HOME;
  const url = new URL(text, PROBE);
  if (url.origin !== PROBE || url.pathname.startsWith("//")) return HOME;
  if (/^\/(?:%2f|api\/auth(?:\/|$)|sign-in(?:\/|$)|setup(?:\/|$))/i.test(url.pathname)) return HOME;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** Path, query and fragment of an absolute address on our own origin; any other text as it is, for `safeReturnPath` to judge. */
export function pathOnOwnOrigin(text: string, ownOrigin: string): string {
  return text.startsWith(`${ownOrigin}/`) ? text.slice(ownOrigin.length) : text;
}

/** The sign-in page that leads back to `path`. The first page needs no mention. */
export function signInPath(path: string | null): string {
  const target = safeReturnPath(path);
  return target === HOME ? "/sign-in" : `/sign-in?next=${encodeURIComponent(target)}`;
}

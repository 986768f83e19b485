import type { IncomingMessage } from "node:http";
import { AppError } from "@/lib/core/errors";

/** A target that names the server too, as clients of a proxy write it (RFC 9112, section 3.2.2). */
const ABSOLUTE = /^https?:\/\/([^/?#]+)/i;

/**
 * Settles which host and path are meant: of an absolute target its own host counts, not the header. Throws bad_request when nobody can
 * say which host it is: none at all, or more than one header.
 */
export function settleTarget(request: IncomingMessage): void {
  if (countHosts(request.rawHeaders) > 1)
    throw new AppError("bad_request", "There is more than one Host header.");
  const { headers, httpVersion, url = "/" } = request;
  if (headers.host === undefined && httpVersion === "1.1")
    throw new AppError("bad_request", "The Host header is missing.");
  if (url.startsWith("/")) return;
  const [start, host] = ABSOLUTE.exec(url) ?? [];
  if (start === undefined || host === undefined) return;
  headers.host = host;
  const path = url.slice(start.length);
  request.url = path.startsWith("/") ? path : `/${path}`;
}

/** Names and values stand in turns. */
function countHosts(rawHeaders: readonly string[]): number {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === "host") hosts += 1;
  }
  return hosts;
}

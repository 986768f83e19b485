import { AppError } from "@/lib/core/errors";
import { Departure } from "@/lib/providers/departure";

/** A request whose bytes and end can be had without web streams and signals, as the server before Next makes it. */
export type DirectRequest = Request & {
  readBytes(limit: number): Promise<Uint8Array>;
  /** Calls the listener when the client leaves before its answer is complete. */
  onLeave(listener: () => void): void;
};

/**
 * Reads a request's body, at most `limit` bytes. Throws payload_too_large before reading when the length is
 * announced, else as soon as the limit is passed.
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  if ((announcedLength(request) ?? 0) > limit) throw bodyTooLarge(limit);
  if (isDirect(request)) return request.readBytes(limit);
  if (request.body === null) return new Uint8Array();
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.byteLength;
    if (length > limit) {
      await reader.cancel();
      throw bodyTooLarge(limit);
    }
    pieces.push(next.value);
  }
  return Buffer.concat(pieces, length);
}

/** The length a client announces in bytes; null when it sends piece by piece. */
export function announcedLength(request: Request): number | null {
  const text = request.headers.get("content-length");
  return text === null ? null : Number(text);
}

/** The refusal of a body over the limit, in bytes. */
export function bodyTooLarge(limit: number): AppError {
  const mebibytes = (limit / 1024 / 1024).toFixed(limit < 1024 * 1024 ? 2 : 0);
  return new AppError(
    "payload_too_large",
    `The body is larger than ${mebibytes} MiB, the limit of this server.`,
  );
}

/** The refusal of a body that is compressed, which no client of these APIs does by itself; null when it is plain. */
export function compressionRefusal(headers: Pick<Headers, "get">): AppError | null {
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  if (encoding === "" || encoding === "identity") return null;
  return new AppError(
    "unsupported_media_type",
    "The body is compressed. Send it plain, without the header Content-Encoding.",
  );
}

/** Follows the client of a request: the departure leaves when it does. */
export function departureOf(request: Request): Departure {
  const departure = new Departure();
  const leave = () => departure.leave();
  if (isDirect(request)) request.onLeave(leave);
  else if (request.signal.aborted) leave();
  else request.signal.addEventListener("abort", leave, { once: true });
  return departure;
}

function isDirect(request: Request): request is DirectRequest {
  return "readBytes" in request;
}

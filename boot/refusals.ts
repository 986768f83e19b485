import { type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { AppError } from "@/lib/core/errors";
import { SECOND_MS } from "@/lib/core/time";
import { errorForAnyClient } from "@/lib/transport/error-for-any-client";

/** How long a client that was refused may go on sending, to still read the refusal, in milliseconds. */
const READING_MS = SECOND_MS;

/** Refuses a request on its response. `appUrl` is where the documentation is. */
export function refuseRequest(response: ServerResponse, error: AppError, appUrl: string): void {
  const { status, headers, body } = errorForAnyClient(error, appUrl);
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
}

/** Answers what Node's parser refuses, and what is no request to this server, with an error of the API. */
export function refuseWhatIsNoRequest(server: Server, appUrl: () => string): void {
  // What is expected beside 100-continue may be passed over (RFC 9110, section 10.1.1).
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  server.on("connect", (_request, socket) =>
    refuseConnection(socket, new AppError("bad_request", "Layer is no proxy."), appUrl()),
  );
  const refused = new WeakSet<Duplex>();
  server.on("clientError", (error, socket) => {
    // What a refused client still sends is refused again by the parser.
    if (refused.has(socket)) return;
    refused.add(socket);
    if (isAnswerable(error, socket)) refuseConnection(socket, errorOfParser(error), appUrl());
    else socket.destroy();
  });
}

/** False when the client is gone, or has the beginning of an answer. */
function isAnswerable(error: NodeJS.ErrnoException, socket: Duplex): boolean {
  const current = (socket as Duplex & { _httpMessage?: { headersSent: boolean } })._httpMessage;
  return error.code !== "ECONNRESET" && socket.writable && current?.headersSent !== true;
}

/** There is no response, so the answer is written by hand. It ends its connection. */
function refuseConnection(socket: Duplex, error: AppError, appUrl: string): void {
  const { status, headers, body } = errorForAnyClient(error, appUrl);
  const all = { ...headers, "content-length": Buffer.byteLength(body), connection: "close" };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`);
  socket.on("error", () => socket.destroy());
  const cut = setTimeout(() => socket.destroy(), READING_MS);
  socket.once("close", () => clearTimeout(cut));
}

type ParserError = NodeJS.ErrnoException & {
  /** The parser's own words for what is wrong, none of the client's. */
  reason?: string;
};

/** What to tell about that which Node's parser refused. */
function errorOfParser({ code, reason }: ParserError): AppError {
  if (code === "HPE_HEADER_OVERFLOW") {
    return new AppError("headers_too_large", "The headers are larger than 16 KiB.");
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return new AppError("request_timeout", "The request took too long to arrive.", { shouldRetry: true });
  }
  const why = reason === undefined || reason === "" ? "" : `: ${reason}`;
  return new AppError("bad_request", `This is not a valid HTTP request${why}.`);
}

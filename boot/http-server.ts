import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { ERRORS, type ErrorCode } from "@/lib/core/errors";
import { MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import { PEER_HEADER } from "@/lib/transport/client-network";

export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

export type HttpServer = {
  server: Server;
  /** The address is taken before there is anything to answer; from here on requests go to this handler. */
  serve(handler: Handler): void;
  /** Takes no more connections, lets running answers end for up to `patienceMs`, then cuts the rest. */
  drain(patienceMs: number): Promise<void>;
};

const LIMITS = {
  maxHeaderSize: 16 * 1024,
  /** A client that trickles its headers is cut off. */
  headersTimeout: 20 * SECOND_MS,
  /** Time to receive a whole request; an answer may stream for as long as it wants. */
  requestTimeout: 5 * MINUTE_MS,
  /** Longer than the minute after which common load balancers drop an idle connection. */
  keepAliveTimeout: 65 * SECOND_MS,
};

export function createHttpServer(): HttpServer {
  let handler: Handler = answerStarting;
  let isDraining = false;
  const server = createServer(LIMITS, (request, response) => {
    if (isDraining) response.setHeader("Connection", "close");
    // Pages see headers only, so the address of the connection travels as one; what a client claims there is overwritten.
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
    handler(request, response);
  });
  const upgraded = new Set<Duplex>();
  server.on("upgrade", (_request, socket) => {
    upgraded.add(socket);
    socket.once("close", () => upgraded.delete(socket));
  });
  server.on("clientError", answerClientError);
  return {
    server,
    serve(next) {
      handler = next;
    },
    drain(patienceMs) {
      isDraining = true;
      for (const socket of upgraded) socket.destroy();
      return closeServer(server, patienceMs);
    },
  };
}

/** Listens and returns the real port. Rejects with a sentence when the port cannot be had. */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why =
        error.code === "EADDRINUSE"
          ? `is in use. Stop the other program, or choose another port: PORT=${port + 1} npm start`
          : `cannot be used on ${host} (${error.code ?? error.message})`;
      reject(new Error(`Port ${port} ${why}`, { cause: error }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(address !== null && typeof address === "object" ? address.port : port);
    });
  });
}

function closeServer(server: Server, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    // A keep-alive connection becomes idle when its last answer ends, after which nobody else closes it.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function answerStarting(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(ERRORS.unavailable.status, { "Content-Type": "application/json", "Retry-After": "1" });
  response.end(errorBody("unavailable", "Layer is starting. Try again in a second."));
}

/** Answers what Node's parser refused: there is no request object, so the answer is written by hand. */
function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  const current = (socket as Duplex & { _httpMessage?: { headersSent: boolean } })._httpMessage;
  if (error.code === "ECONNRESET" || !socket.writable || current?.headersSent === true) {
    socket.destroy();
    return;
  }
  const { status, reason, body } = describe(error.code);
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\nContent-Type: application/json\r\nConnection: close\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function describe(code: string | undefined): { status: number; reason: string; body: string } {
  if (code === "HPE_HEADER_OVERFLOW") {
    const body = errorBody("headers_too_large", "The headers are larger than 16 KiB.");
    return { status: 431, reason: "Request Header Fields Too Large", body };
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return {
      status: 408,
      reason: "Request Timeout",
      body: errorBody("bad_request", "The request took too long."),
    };
  }
  return {
    status: 400,
    reason: "Bad Request",
    body: errorBody("bad_request", "This is not a valid HTTP request."),
  };
}

function errorBody(code: ErrorCode, message: string): string {
  return JSON.stringify({ error: { message, type: ERRORS[code].openai, param: null, code } });
}

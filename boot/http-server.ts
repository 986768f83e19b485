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
  /**
   * Lets running answers end for up to `patienceMs`, then cuts the rest and takes no more connections. Until then what comes new is
   * told to come back, and probes are answered.
   */
  drain(patienceMs: number): Promise<void>;
};

/** What asks whether this process is well is answered to the end. */
const PROBE_PATH = /^\/(?:api\/)?(?:health|ready|metrics)(?:[/?]|$)/;

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
  const running = new RunningAnswers();
  const server = createServer(LIMITS, (request, response) => {
    // Pages see headers only, so the address of the connection travels as one; what a client claims there is overwritten.
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
    if (isDraining) {
      response.setHeader("Connection", "close");
      return PROBE_PATH.test(request.url ?? "")
        ? handler(request, response)
        : answerUnavailable(response, "Layer is stopping.");
    }
    running.add(response);
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
    async drain(patienceMs) {
      isDraining = true;
      for (const socket of upgraded) socket.destroy();
      const until = Date.now() + patienceMs;
      await running.ended(patienceMs);
      await closeServer(server, Math.max(0, until - Date.now()));
    },
  };
}

/** The answers that are being made. */
class RunningAnswers {
  private readonly responses = new Set<ServerResponse>();
  private tell = () => {};

  add(response: ServerResponse): void {
    this.responses.add(response);
    response.once("close", () => {
      this.responses.delete(response);
      if (this.responses.size === 0) this.tell();
    });
  }

  /** Resolves when there are none, at most `patienceMs` later. */
  ended(patienceMs: number): Promise<void> {
    if (this.responses.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      this.tell = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
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
  answerUnavailable(response, "Layer is starting.");
}

function answerUnavailable(response: ServerResponse, why: string): void {
  const headers = { "Content-Type": "application/json", "Cache-Control": "no-store", "Retry-After": "1" };
  response.writeHead(ERRORS.unavailable.status, headers);
  response.end(errorBody("unavailable", `${why} Try again in a second.`));
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

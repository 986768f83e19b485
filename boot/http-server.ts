import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from "node:http";
import type { Duplex } from "node:stream";
import { AppError, toAppError } from "@/lib/core/errors";
import { MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import { PEER_HEADER } from "@/lib/transport/client-network";
import { refuseRequest, refuseWhatIsNoRequest } from "./refusals";
import { settleTarget } from "./request-target";

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
  /** Node would answer without a body; ours says what is missing. */
  requireHostHeader: false,
};

type Options = {
  /** Where clients reach a server on this port, without a trailing slash. */
  addressOf(port: number): string;
  /** Whether somebody answers upgrades. Otherwise a request that offers one, as Java's client does, is answered as if it had not. */
  hasUpgrades?: boolean;
  limits?: ServerOptions;
};

/** A server that answers what never becomes a request with an error of the API too. */
export function createHttpServer({ addressOf, hasUpgrades, limits }: Options): HttpServer {
  let handler: Handler = (_request, response) => refuseFor(response, "Layer is starting.");
  let isDraining = false;
  const running = new RunningAnswers();
  let appUrl = "";
  const refuseFor = (response: ServerResponse, why: string) =>
    refuseRequest(response, unavailable(why), appUrl);
  const server = createServer({ ...LIMITS, ...limits }, (request, response) => {
    try {
      settleTarget(request);
    } catch (refusal) {
      response.setHeader("Connection", "close");
      return refuseRequest(response, toAppError(refusal), appUrl);
    }
    // Pages see headers only, so the address of the connection travels as one; what a client claims there is overwritten.
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
    if (isDraining) {
      response.setHeader("Connection", "close");
      return PROBE_PATH.test(request.url ?? "")
        ? handler(request, response)
        : refuseFor(response, "Layer is stopping.");
    }
    running.add(response);
    handler(request, response);
  });
  server.once("listening", () => {
    appUrl = addressOf(portOf(server));
  });
  const upgraded = new Set<Duplex>();
  // Node hands every offer of an upgrade to whoever listens for them.
  if (hasUpgrades) noteUpgraded(server, upgraded);
  refuseWhatIsNoRequest(server, () => appUrl);
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

function noteUpgraded(server: Server, upgraded: Set<Duplex>): void {
  server.on("upgrade", (_request, socket) => {
    upgraded.add(socket);
    socket.once("close", () => upgraded.delete(socket));
  });
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
      resolve(portOf(server));
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : 0;
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

function unavailable(why: string): AppError {
  return new AppError("unavailable", `${why} Try again in a second.`, { retryAfterSeconds: 1 });
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "@/lib/core/errors";
import { Answer } from "@/lib/gateway/answer";
import { webRequest } from "./node-request";
import { methodNotAllowed, unknownEndpoint } from "./unknown-endpoint";

/** A handler as a Next route file exports it. */
type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** A path with its handlers: a segment that starts with a colon is a parameter. `module` is a route file. */
export type GatewayRoute = { path: string; module: { readonly [method: string]: unknown } };

/** How long a client may go on sending a body that was refused, in milliseconds, to still read the refusal. */
const REFUSED_BODY_MS = 1_000;
const SHORT_BODY_BYTES = 64 * 1024;

/** A stream that says nothing for this long gets a comment, so that proxies in between keep it open. */
const PING_AFTER_MS = 15_000;
const PING = ": ping\n\n";

/**
 * Serves route files before Next: same handlers, a tenth of the CPU. Paths that no route has are answered with
 * the JSON 404 of the API.
 */
export function gatewayListener(routes: readonly GatewayRoute[], pingAfterMs = PING_AFTER_MS) {
  const exact = new Map(
    routes.filter(({ path }) => !path.includes(":")).map(({ path, module }) => [path, module]),
  );
  const patterns = routes
    .filter(({ path }) => path.includes(":"))
    .map(({ path, module }) => ({ pattern: patternOf(path), module }));

  function find(path: string): { module: GatewayRoute["module"]; params: Record<string, string> } | null {
    const module = exact.get(path);
    if (module !== undefined) return { module, params: {} };
    for (const candidate of patterns) {
      const groups = candidate.pattern.exec(path)?.groups;
      if (groups !== undefined) return { module: candidate.module, params: decoded(groups) };
    }
    return null;
  }

  return async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = webRequest(incoming, response);
    const found = find(pathOf(incoming.url ?? "/"));
    const answer =
      found === null
        ? await unknownEndpoint(request)
        : await handlerOf(found.module, request)(request, { params: Promise.resolve(found.params) });
    await write(answer, incoming, response, pingAfterMs);
  };
}

function handlerOf(module: GatewayRoute["module"], request: Request): Handler {
  const method = request.method === "HEAD" && module.HEAD === undefined ? "GET" : request.method;
  const handler = module[method];
  return typeof handler === "function" ? (handler as Handler) : async () => methodNotAllowed(request, module);
}

/** Parameters as their sender meant them, as Next hands them over; what is no valid encoding stays as it is. */
function decoded(groups: Record<string, string>): Record<string, string> {
  const entries = Object.entries(groups).map(([name, text]) => {
    try {
      return [name, decodeURIComponent(text)];
    } catch {
      return [name, text];
    }
  });
  return Object.fromEntries(entries);
}

function pathOf(url: string): string {
  const query = url.indexOf("?");
  const path = query === -1 ? url : url.slice(0, query);
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`);
}

async function write(
  answer: Response,
  incoming: IncomingMessage,
  response: ServerResponse,
  pingAfterMs: number,
): Promise<void> {
  if (response.destroyed) return answer instanceof Answer ? answer.abandon() : undefined;
  const direct = answer instanceof Answer;
  const headers: Record<string, string | number> = direct
    ? { ...answer.headerRecord }
    : Object.fromEntries(answer.headers);
  const content = direct ? answer.content : new Uint8Array(await answer.arrayBuffer());
  if (content instanceof Uint8Array) {
    // An answer to HEAD brings the length of the body that it left out.
    if (answer.status !== 204 && answer.status !== 304) headers["content-length"] ??= content.byteLength;
    const refused = isBodyRefused(incoming);
    if (refused) headers.connection = "close";
    response.writeHead(answer.status, headers);
    if (!refused) return void response.end(incoming.method === "HEAD" ? undefined : content);
    response.write(content);
    return endOnceSent(incoming, response);
  }
  response.writeHead(answer.status, headers);
  response.flushHeaders();
  // A comment in a stream of sound would be noise.
  const isEvents = String(headers["content-type"]).startsWith("text/event-stream");
  const ping = setInterval(() => {
    if (isEvents && !response.writableNeedDrain) response.write(PING);
  }, pingAfterMs);
  await pump(content, response, ping)
    // Only breaking off tells a client that bytes without events are not whole; their row says why.
    .catch((failure) => {
      response.destroy();
      if (!(failure instanceof AppError)) throw failure;
    })
    .finally(() => clearInterval(ping));
}

/** True when a long body is still on its way. What is left of a short one is read past, and its connection kept. */
function isBodyRefused(incoming: IncomingMessage): boolean {
  return !incoming.complete && !(Number(incoming.headers["content-length"]) <= SHORT_BODY_BYTES);
}

/**
 * Ends an answer and its connection once the client has sent its body or had the time to read. Closing a
 * connection that still receives resets it, and the client would lose the answer with it.
 */
function endOnceSent(incoming: IncomingMessage, response: ServerResponse): void {
  const end = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, REFUSED_BODY_MS);
  timer.unref();
  incoming.once("close", end);
  incoming.resume();
}

/** Writes piece by piece, never faster than the client reads, and tells the source when the client has left. */
async function pump(
  pieces: AsyncIterable<Uint8Array>,
  response: ServerResponse,
  ping: NodeJS.Timeout,
): Promise<void> {
  const iterator = pieces[Symbol.asyncIterator]();
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
    ping.refresh();
    if (!response.destroyed && !response.write(next.value)) await drained(response);
    if (!response.destroyed) continue;
    await iterator.return?.();
    return;
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      response.off("drain", go);
      response.off("close", go);
      resolve();
    };
    response.on("drain", go);
    response.on("close", go);
  });
}

import { type Dispatcher, errors, Pool, fetch as undiciFetch } from "undici";
import { AppError } from "@/lib/core/errors";
import { connectionError } from "./connection-error";
import { Departure } from "./departure";
import { isSound } from "./is-sound";
import { listIn, listRefused } from "./model-list";
import type { Provider, ProviderAnswer, ProviderCall, ProviderKind, ProviderModel } from "./provider";
import { withHeaders } from "./with-headers";

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
// A shorter key ("EMPTY", as local servers like it) is no secret, and taking it out would garble words.
const SHORTEST_SECRET = 8;
const LIST_PATIENCE_MS = 5_000;

/** Looks a host name up, as `net.connect` wants it; a guard refuses addresses here, at the moment of connecting. */
export type Lookup = NonNullable<import("node:net").TcpNetConnectOpts["lookup"]>;

export type HttpProviderSettings = {
  /** What its models are named after. */
  id: string;
  label: string;
  isOwn: boolean;
  kind: ProviderKind;
  /** Ends in the version path: `https://api.openai.com/v1`. */
  baseUrl: string;
  apiKey: string | undefined;
  /** Longest wait for the headers of an answer, and between two pieces of it. */
  timeoutMs: number;
  /** Given for an address that a user typed; it decides whether the address may be connected to. */
  lookup?: Lookup;
};

/** A provider behind an HTTP API, over kept-alive connections. Bytes pass unchanged, and redirects are not followed. */
export function httpProvider(settings: HttpProviderSettings): Provider {
  const { id, label, isOwn, kind, apiKey, timeoutMs, lookup } = settings;
  const base = new URL(settings.baseUrl);
  const path = base.pathname.replace(/\/+$/, "");
  // A global fetch costs several times the CPU of a pooled request.
  const pool = new Pool(base.origin, {
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    keepAliveTimeout: 30_000,
    connect: { timeout: Math.min(10_000, timeoutMs), ...(lookup === undefined ? {} : { lookup }) },
  });
  const authorization = apiKey === undefined ? {} : kind.authorize(apiKey);
  const secrets = [apiKey ?? "", base.host].filter((text) => text.length >= SHORTEST_SECRET);
  const jsonHeaders = { "content-type": "application/json", ...authorization };

  async function send(call: ProviderCall): Promise<ProviderAnswer> {
    const to = kind.paths[call.format];
    const own = kind.answers?.[call.format];
    if (to === undefined && own === undefined) throw new Error(`${kind.id} does not speak ${call.format}`);
    const { contentType = "application/json" } = call;
    try {
      if (own !== undefined)
        return await own(call, { ...reach, fetch: withHeaders(fetchThroughPool, call.headers) });
      const headers =
        call.headers === undefined && call.contentType === undefined
          ? jsonHeaders
          : { ...jsonHeaders, "content-type": contentType, ...call.headers };
      const { body, departure: signal } = call;
      const answer = await request(pool, { path: path + to, method: "POST", headers, body, signal });
      return await readAnswer(answer, call);
    } catch (error) {
      throw connectionError(error, call.departure);
    }
  }

  async function listModels(): Promise<ProviderModel[]> {
    const signal = new Departure();
    const timer = setTimeout(() => signal.expire(), Math.min(LIST_PATIENCE_MS, timeoutMs));
    try {
      const answer = await request(pool, {
        path: path + kind.modelsPath,
        method: "GET",
        headers: jsonHeaders,
        signal,
      });
      const text = new TextDecoder().decode(await readWhole(answer.body));
      if (answer.statusCode >= 300) throw listRefused(answer.statusCode, text, secrets);
      return kind.readModels(listIn(text));
    } catch (error) {
      throw connectionError(error, signal);
    } finally {
      clearTimeout(timer);
    }
  }

  const fetchThroughPool = ((url: string, init: Parameters<typeof undiciFetch>[1]) =>
    undiciFetch(url, { ...init, dispatcher: pool, redirect: "manual" })) as unknown as typeof fetch;
  const reach = { baseUrl: base.origin + path, apiKey, fetch: fetchThroughPool };
  const chatModel: Provider["chatModel"] = (model, guarded = (send) => send) =>
    kind.chatModel({ model, ...reach, fetch: guarded(fetchThroughPool) });

  const port = Number(base.port) || (base.protocol === "https:" ? 443 : 80);
  const server = { address: base.hostname, port };
  return { id, label, isOwn, kind, secrets, server, send, listModels, chatModel };
}

type PoolRequest = Dispatcher.RequestOptions & { signal: Departure };

/**
 * Sends a request. A departure ends it at once: undici by itself notices one only when the connection stands or has failed, which
 * for a host that is down takes as long as its patience with connecting.
 */
function request(pool: Pool, options: PoolRequest): Promise<Dispatcher.ResponseData> {
  const { signal: departure } = options;
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new errors.RequestAbortedError());
    if (departure.reason !== null) return giveUp();
    departure.once("abort", giveUp);
    pool.request(options, (error, answer) => {
      departure.removeListener("abort", giveUp);
      if (error === null) resolve(answer);
      else reject(error);
    });
  });
}

async function readAnswer(
  answer: Dispatcher.ResponseData,
  { format, departure, onBegun }: ProviderCall,
): Promise<ProviderAnswer> {
  onBegun?.(answer.statusCode);
  const contentType = headerText(answer, "content-type") ?? "application/octet-stream";
  const isPieces =
    contentType.startsWith("text/event-stream") || (format === "audio/speech" && isSound(contentType));
  const streams = answer.statusCode < 300 && isPieces;
  return {
    status: answer.statusCode,
    contentType,
    providerRequestId: headerText(answer, "x-request-id") ?? headerText(answer, "request-id"),
    retryAfterSeconds: retryAfter(headerText(answer, "retry-after")),
    body: streams ? readStream(answer.body, departure) : await readWhole(answer.body),
  };
}

function headerText(answer: Dispatcher.ResponseData, name: string): string | null {
  const value = answer.headers[name];
  return typeof value === "string" ? value : (value?.[0] ?? null);
}

/** `Retry-After` in whole seconds, given as such or as a date (RFC 9110 section 10.2.3); null when it says neither. */
export function retryAfter(text: string | null): number | null {
  if (text === null) return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds) && seconds >= 0) return Math.ceil(seconds);
  const leftMs = /^[A-Za-z]{3}, /.test(text) ? Date.parse(text) - Date.now() : Number.NaN;
  return leftMs > 0 ? Math.ceil(leftMs / 1000) : null;
}

/** Collects an answer by events: an async iteration would cost a promise per piece. */
function readWhole(body: Dispatcher.ResponseData["body"]): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    body.on("data", (piece: Buffer) => {
      length += piece.length;
      if (length > MAX_ANSWER_BYTES) {
        body.destroy(new AppError("provider_failed", "The provider's answer is larger than 64 MiB."));
        return;
      }
      pieces.push(piece);
    });
    body.once("end", () => {
      const only = pieces[0];
      resolve(pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces, length));
    });
    body.once("error", reject);
  });
}

async function* readStream(body: AsyncIterable<Uint8Array>, departure: Departure): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw connectionError(error, departure);
  }
}

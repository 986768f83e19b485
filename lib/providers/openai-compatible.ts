import { type Dispatcher, errors, Pool } from "undici";
import { AppError } from "@/lib/core/errors";
import type { Departure } from "./departure";
import type { Provider, ProviderAnswer, ProviderCall, ProviderId, ProviderModel } from "./provider";

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
// A shorter key ("EMPTY", as local servers like it) is no secret, and taking it out would garble words.
const SHORTEST_SECRET = 8;

type Settings = {
  id: ProviderId;
  label: string;
  /** Ends in the version path: `https://api.openai.com/v1`. */
  baseUrl: string;
  apiKey: string | undefined;
  /** Longest wait for the headers of an answer, and between two pieces of it. */
  timeoutMs: number;
};

/** A provider that speaks OpenAI's HTTP API: OpenAI itself, Ollama, vLLM, llama.cpp, … Bytes pass unchanged. */
export function openAiCompatible(settings: Settings): Provider {
  const base = new URL(settings.baseUrl);
  const path = base.pathname.replace(/\/+$/, "");
  // Kept-alive connections: a global fetch costs several times the CPU of a pooled request.
  const pool = new Pool(base.origin, {
    headersTimeout: settings.timeoutMs,
    bodyTimeout: settings.timeoutMs,
    keepAliveTimeout: 30_000,
    connect: { timeout: Math.min(10_000, settings.timeoutMs) },
  });
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (settings.apiKey !== undefined) headers.authorization = `Bearer ${settings.apiKey}`;

  async function completeChat(call: ProviderCall): Promise<ProviderAnswer> {
    try {
      const answer = await pool.request({
        path: `${path}/chat/completions`,
        method: "POST",
        headers,
        body: call.body,
        signal: call.departure,
      });
      const contentType = headerText(answer, "content-type") ?? "application/octet-stream";
      const streams = answer.statusCode < 300 && contentType.startsWith("text/event-stream");
      return {
        status: answer.statusCode,
        contentType,
        providerRequestId: headerText(answer, "x-request-id"),
        retryAfterSeconds: retryAfter(answer),
        body: streams ? readStream(answer.body, call.departure) : await readWhole(answer.body),
      };
    } catch (error) {
      throw translate(error, call.departure.hasLeft);
    }
  }

  async function listModels(): Promise<ProviderModel[]> {
    const signal = AbortSignal.timeout(Math.min(5_000, settings.timeoutMs));
    try {
      const answer = await pool.request({ path: `${path}/models`, method: "GET", headers, signal });
      const text = new TextDecoder().decode(await readWhole(answer.body));
      return answer.statusCode < 300 ? readModels(JSON.parse(text)) : [];
    } catch (error) {
      throw signal.aborted ? timedOut(error) : translate(error, false);
    }
  }

  const secrets = [settings.apiKey ?? "", base.host].filter((text) => text.length >= SHORTEST_SECRET);
  return { id: settings.id, label: settings.label, secrets, completeChat, listModels };
}

function headerText(answer: Dispatcher.ResponseData, name: string): string | null {
  const value = answer.headers[name];
  return typeof value === "string" ? value : (value?.[0] ?? null);
}

function retryAfter(answer: Dispatcher.ResponseData): number | null {
  const seconds = Number(headerText(answer, "retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : null;
}

function readModels(json: unknown): ProviderModel[] {
  const data = typeof json === "object" && json !== null && "data" in json ? json.data : null;
  if (!Array.isArray(data)) return [];
  return data
    .filter((entry): entry is { id: string; created?: unknown } => typeof entry?.id === "string")
    .map((entry) => ({ id: entry.id, createdAt: typeof entry.created === "number" ? entry.created : null }));
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
    throw translate(error, departure.hasLeft);
  }
}

function translate(error: unknown, clientHasLeft: boolean): AppError {
  if (error instanceof AppError) return error;
  if (clientHasLeft) {
    return new AppError("client_closed", "The client closed the connection.", { cause: error });
  }
  const isLate =
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    error instanceof errors.ConnectTimeoutError;
  if (isLate) return timedOut(error);
  return new AppError("provider_unreachable", "The connection to the provider failed.", { cause: error });
}

function timedOut(error: unknown): AppError {
  return new AppError("provider_timeout", "The provider did not answer in time.", { cause: error });
}

import { LayerError } from "./errors";
import type { Settings } from "./options";
import type { QueryValue, RequestOptions } from "./request-options";

/** The whole address of a call. */
export function addressOf(settings: Settings, { path, query = {} }: RequestOptions): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query as Record<string, QueryValue>)) {
    if (value === undefined || value === null) continue;
    search.set(name, Array.isArray(value) ? value.map(listed).join(",") : written(value));
  }
  const text = search.toString();
  return `${settings.baseUrl}${path}${text === "" ? "" : `${path.includes("?") ? "&" : "?"}${text}`}`;
}

/** What `fetch` is given for a call. `idempotencyKey` stays the same through all tries. */
export function initOf(settings: Settings, options: RequestOptions, idempotencyKey: string): RequestInit {
  const { method, body } = options;
  const headers = new Headers({ "content-type": "application/json", ...agent() });
  if (method === "POST") headers.set("idempotency-key", idempotencyKey);
  for (const given of [settings.headers, options.headers ?? {}])
    for (const [name, value] of Object.entries(given)) setHeader(headers, name, value);
  headers.set("authorization", `Bearer ${settings.apiKey}`);
  return {
    method,
    headers,
    // A redirect would lose the body, or take the key to somebody else.
    redirect: "manual",
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : jsonOf(body) }),
  };
}

function written(value: QueryValue): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

/** In a list, a comma is what parts its items. */
function listed(item: string): string {
  return item.replace(/[%,]/g, encodeURIComponent);
}

function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    throw new LayerError(
      `The header ${JSON.stringify(name)} has a name or a value that HTTP does not allow.`,
    );
  }
}

function jsonOf(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch {
    throw new LayerError("The body cannot be written as JSON: it holds a bigint, or leads back to itself.");
  }
}

/** A name for a write that nobody else has. */
export function newIdempotencyKey(): string {
  // Node 18 has no global crypto.
  const { crypto } = globalThis as { crypto?: { randomUUID?: () => string } };
  return crypto?.randomUUID?.() ?? `${Date.now()}-${Math.random()}`.replace(".", "");
}

/** Browsers name themselves, and ask other origins for leave to be named otherwise. */
function agent(): Record<string, string> {
  if ("document" in globalThis) return {};
  return { "user-agent": `layer-sdk/${typeof SDK_VERSION === "undefined" ? "0" : SDK_VERSION}` };
}

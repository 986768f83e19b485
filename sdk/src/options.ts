import { LayerError } from "./errors";

/** How a client is set up. What is left out is read from the environment or has the default. */
export type LayerOptions = {
  /** The key, whole. Default: the variable LAYER_API_KEY. */
  apiKey?: string | undefined;
  /** Address of the instance without a path. Default: LAYER_BASE_URL, else `http://localhost:3000`. */
  baseUrl?: string | undefined;
  /** How long one try may take until its answer begins, and a stream may be silent. Default 600,000: models take their time. */
  timeoutMs?: number | undefined;
  /** How often a failed call is tried again. Default 2; 0 never. */
  maxRetries?: number | undefined;
  /** Headers of every call. */
  headers?: Record<string, string> | undefined;
  /** Stands in for the global `fetch`. */
  fetch?: typeof fetch | undefined;
  /** Code for the first SDK says it; every key may manage, so it changes nothing. */
  adminMode?: boolean | undefined;
};

export type Settings = {
  apiKey: string;
  baseUrl: string;
  timeoutMs: number;
  maxRetries: number;
  headers: Record<string, string>;
  fetch: typeof fetch;
};

const DEFAULT_BASE_URL = "http://localhost:3000";
const DEFAULT_TIMEOUT_MS = 600_000;
const DEFAULT_RETRIES = 2;

/** Checks the options. Throws `LayerError` for what no call could be made with; no message repeats the key. */
export function readSettings(options: LayerOptions): Settings {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, maxRetries = DEFAULT_RETRIES } = options;
  if (!(timeoutMs > 0)) throw new LayerError("timeoutMs must be more than 0 milliseconds.");
  if (!Number.isInteger(maxRetries) || maxRetries < 0)
    throw new LayerError("maxRetries must be 0 or a whole number above it.");
  const given = options.fetch ?? globalThis.fetch;
  if (typeof given !== "function")
    throw new LayerError("There is no fetch here: use Node 18 or newer, or pass `fetch`.");
  return {
    apiKey: readKey(options.apiKey ?? readVariable("LAYER_API_KEY")),
    baseUrl: readBaseUrl(options.baseUrl || readVariable("LAYER_BASE_URL") || DEFAULT_BASE_URL),
    timeoutMs,
    maxRetries,
    headers: { ...options.headers },
    // A browser's fetch refuses to be called as a method of something else.
    fetch: (input, init) => given(input, init),
  };
}

function readKey(text: string | undefined): string {
  const key = typeof text === "string" ? text.trim() : "";
  if (key === "")
    throw new LayerError(
      "A Layer API key is required: pass `apiKey`, or set LAYER_API_KEY in the environment.",
    );
  // No header may hold these; fetch would refuse them with a message that shows the key.
  if (/[^\x21-\x7e]/.test(key))
    throw new LayerError(
      "The Layer API key contains blanks, line breaks or signs no key has. Copy it again.",
    );
  return key;
}

function readBaseUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new LayerError("baseUrl must be a whole address, such as https://layer.example.com.");
  }
  if (!/^https?:$/.test(url.protocol)) throw new LayerError("baseUrl must begin with http:// or https://.");
  if (url.username !== "" || url.password !== "")
    throw new LayerError("baseUrl must not contain a name and password; the key is sent by itself.");
  // The address for OpenAI's SDKs ends in /v1; paths here begin with it.
  return `${url.origin}${url.pathname.replace(/\/+$/, "").replace(/\/v1$/, "")}`;
}

type WithProcess = { process?: { env?: Record<string, string | undefined> } };

function readVariable(name: string): string | undefined {
  try {
    return (globalThis as WithProcess).process?.env?.[name];
  } catch {
    // Deno asks for a permission, which was not given.
    return undefined;
  }
}

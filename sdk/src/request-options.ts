/** What every method takes as its last argument. */
export type CallOptions = {
  /** Ends the call, and the work of the provider with it. */
  signal?: AbortSignal | undefined;
  /** Instead of the client's. */
  timeoutMs?: number | undefined;
  /** Instead of the client's. */
  maxRetries?: number | undefined;
  headers?: Record<string, string> | undefined;
  /** Names a write, so that the server does it once however often it arrives. Made by itself when left out. */
  idempotencyKey?: string | undefined;
};

/** A value of a query; undefined and null are left out, a list is joined by commas. */
export type QueryValue = string | number | boolean | Date | readonly string[] | null | undefined;

/** One call, whatever the path. */
export type RequestOptions = CallOptions & {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** From the root, such as `/v1/keys`. */
  path: string;
  query?: object | undefined;
  /** Sent as JSON; a text goes as it is, with the content type of `headers`. */
  body?: unknown;
  /** How the answer is read. Default `json`. */
  as?: "json" | "text" | undefined;
  /** Whether doing it twice does no harm. Default: true but for POST, where the server does not know repetitions. */
  repeatable?: boolean | undefined;
};

/** An answer with what its head tells. */
export type Answer<T> = { data: T; status: number; headers: Headers; requestId: string | null };

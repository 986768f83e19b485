/** Base of everything this package throws on purpose. No message of one ever holds a key. */
export class LayerError extends Error {
  override name = "LayerError";
}

/** What an error answer of the server says. */
export type ErrorFacts = {
  status: number;
  /** The server's word for the error, such as `key_deleted`; null when it did not say. */
  code: string | null;
  requestId: string | null;
  /** Where the error and its remedy are written up. */
  docUrl: string | null;
  /** Name of the field at fault, in dots. */
  param: string | null;
  headers: Headers;
  /** The answer as it came. */
  body: unknown;
};

/** The server refused or failed; `message` is what it says of that. */
export class APIError extends LayerError {
  override name = "APIError";
  readonly status: number;
  readonly code: string | null;
  readonly requestId: string | null;
  readonly docUrl: string | null;
  readonly param: string | null;
  readonly headers: Headers;
  readonly body: unknown;

  constructor(message: string, facts: ErrorFacts) {
    super(message);
    this.status = facts.status;
    this.code = facts.code;
    this.requestId = facts.requestId;
    this.docUrl = facts.docUrl;
    this.param = facts.param;
    this.headers = facts.headers;
    this.body = facts.body;
  }
}

/** 400, 422 and the other answers that the request itself is at fault for. */
export class BadRequestError extends APIError {
  override name = "BadRequestError";
}

/** 401: the key is missing, mistyped, unknown, deleted, disabled or expired; `code` tells which. */
export class AuthenticationError extends APIError {
  override name = "AuthenticationError";
}

/** 402: a spending limit leaves no room. Trying again does not help. */
export class SpendingLimitError extends APIError {
  override name = "SpendingLimitError";
}

/** 403: the key is right, but may not do this. */
export class PermissionError extends APIError {
  override name = "PermissionError";
}

/** 404: there is no such thing in this account. */
export class NotFoundError extends APIError {
  override name = "NotFoundError";
}

/** 409: the change conflicts with another one. */
export class ConflictError extends APIError {
  override name = "ConflictError";
}

/** 429: a rate limit is reached. */
export class RateLimitError extends APIError {
  override name = "RateLimitError";
  /** After how many milliseconds the server asks to come back; null when it did not say. */
  readonly retryAfterMs: number | null;

  constructor(message: string, facts: ErrorFacts, retryAfterMs: number | null) {
    super(message, facts);
    this.retryAfterMs = retryAfterMs;
  }
}

/** 502 and 504: the provider failed, whatever the gate tried. */
export class ProviderError extends APIError {
  override name = "ProviderError";
}

/** 503: the instance is busy, starting, stopping, or its database is away. */
export class OverloadedError extends APIError {
  override name = "OverloadedError";
}

/** 500: something failed on the server; tell its operator the `requestId`. */
export class InternalError extends APIError {
  override name = "InternalError";
}

/** No answer: the server cannot be reached, or the connection broke. */
export class ConnectionError extends LayerError {
  override name = "ConnectionError";
  /** The system's word for it, such as `ECONNREFUSED`; null when there is none. */
  readonly code: string | null;

  constructor(message: string, code: string | null) {
    super(message);
    this.code = code;
  }
}

/** The server did not answer within `timeoutMs`. */
export class TimeoutError extends LayerError {
  override name = "TimeoutError";
  readonly timeoutMs: number;

  constructor(message: string, timeoutMs: number) {
    super(message);
    this.timeoutMs = timeoutMs;
  }
}

/** The caller's `signal` ended the call. Its name is the one that `fetch` uses. */
export class AbortError extends LayerError {
  override name = "AbortError";
}

/** Something answered that is not Layer: a web page, a proxy, a redirect. The message tells what to look at. */
export class UnexpectedAnswerError extends LayerError {
  override name = "UnexpectedAnswerError";
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  /** How the answer begins. */
  readonly firstWords: string;

  constructor(message: string, facts: { status: number; url: string; headers: Headers; firstWords: string }) {
    super(message);
    this.status = facts.status;
    this.url = facts.url;
    this.headers = facts.headers;
    this.firstWords = facts.firstWords;
  }
}

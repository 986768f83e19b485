type Description = {
  /** HTTP status the error is answered with. */
  status: number;
  /** `error.type` in OpenAI's shape (platform.openai.com/docs/guides/error-codes). */
  openai: string;
  /** `error.type` in Anthropic's shape (docs.anthropic.com/en/api/errors). */
  anthropic: string;
  /** Heading of the code's entry in the documentation. */
  title: string;
};

const authentication = { status: 401, openai: "authentication_error", anthropic: "authentication_error" };
const refusal = { status: 403, openai: "permission_error", anthropic: "permission_error" };
const payment = { status: 402, openai: "billing_error", anthropic: "billing_error" };
const invalid = { status: 400, openai: "invalid_request_error", anthropic: "invalid_request_error" };
const missing = { status: 404, openai: "invalid_request_error", anthropic: "not_found_error" };
const conflict = { status: 409, openai: "invalid_request_error", anthropic: "invalid_request_error" };
const server = { openai: "server_error", anthropic: "api_error" };

/** Every error the product can answer with. A new code is one line here. */
export const ERRORS = {
  key_missing: { ...authentication, title: "No API key was sent" },
  key_wrong_scheme: { ...authentication, title: "The Authorization header does not use Bearer" },
  key_has_blanks: { ...authentication, title: "The API key contains blanks" },
  key_malformed: { ...authentication, title: "The text sent is not a Layer API key" },
  key_wrong_length: { ...authentication, title: "The API key is too short or too long" },
  key_mistyped: { ...authentication, title: "The API key has a typing error" },
  key_unknown: { ...authentication, title: "No such API key" },
  key_deleted: { ...authentication, title: "The API key was deleted" },
  key_disabled: { ...authentication, title: "The API key is disabled" },
  key_expired: { ...authentication, title: "The API key has expired" },
  secret_revoked: { ...authentication, title: "This secret of the API key was replaced" },
  signature_invalid: { ...authentication, title: "The signature does not fit" },
  metrics_token_wrong: { ...authentication, title: "The token for metrics is missing or wrong" },
  signed_out: { ...authentication, title: "You are signed out" },
  sign_in_failed: { ...authentication, title: "Sign-in failed" },
  too_many_attempts: {
    status: 429,
    openai: "rate_limit_error",
    anthropic: "rate_limit_error",
    title: "Too many attempts",
  },
  forbidden: { ...refusal, title: "Not allowed" },
  plan_limit_reached: { ...refusal, title: "The plan allows no more of this" },
  scope_access: { ...refusal, title: "The key may not do this" },
  scope_endpoint: { ...refusal, title: "The key may not use this endpoint" },
  scope_gate: { ...refusal, title: "The key may not use this gate" },
  scope_model: { ...refusal, title: "The key may not use this model" },
  scope_provider: { ...refusal, title: "The key may not use this provider" },
  scope_network: { ...refusal, title: "The key may not be used from this network" },
  scope_hours: { ...refusal, title: "The key may not be used at this time" },
  scope_cost: { ...refusal, title: "The call could cost more than the key may spend on one" },
  scope_output: { ...refusal, title: "The call asks for more output than the key may have" },
  spending_limit_exceeded: { ...payment, title: "A spending limit leaves no room for the call" },
  spending_not_bounded: { ...payment, title: "A spending limit holds a call whose cost has no bound" },
  bad_request: { ...invalid, title: "The request is not valid" },
  invalid_json: { ...invalid, title: "The body is not valid JSON" },
  invalid_field: { ...invalid, title: "A field is missing or has a wrong value" },
  unknown_field: { ...invalid, title: "A field is not known" },
  gate_not_given: { ...invalid, title: "No gate was named" },
  override_not_allowed: { ...invalid, title: "The gate does not allow this override" },
  gate_wrong_task: { ...invalid, title: "The gate is for another kind of task" },
  gate_model_unknown: { ...invalid, title: "The gate runs a model that nobody has" },
  feature_not_supported: { ...invalid, title: "The provider cannot do this" },
  provider_not_configured: { ...invalid, title: "The provider of this model is not configured" },
  provider_rejected: { ...invalid, title: "The provider rejected the request" },
  not_found: { ...missing, title: "Not found" },
  gate_not_found: { ...missing, title: "No such gate" },
  model_not_found: { ...missing, title: "No such gate or model" },
  method_not_allowed: { ...missing, status: 405, title: "The method is not allowed here" },
  conflict: { ...conflict, title: "The change conflicts with another" },
  rotation_conflict: { ...conflict, title: "The key was rotated by somebody else" },
  idempotency_conflict: { ...conflict, status: 422, title: "The idempotency key was used with another body" },
  payload_too_large: {
    status: 413,
    openai: "invalid_request_error",
    anthropic: "request_too_large",
    title: "The body is too large",
  },
  unsupported_media_type: { ...invalid, status: 415, title: "The kind of body is not supported" },
  request_timeout: { ...invalid, status: 408, title: "The request took too long to arrive" },
  headers_too_large: { ...invalid, status: 431, title: "The headers are too large" },
  client_closed: { ...server, status: 499, title: "The client went away" },
  internal_error: { ...server, status: 500, title: "Something failed on our side" },
  rate_limit_exceeded: {
    status: 429,
    openai: "rate_limit_error",
    anthropic: "rate_limit_error",
    title: "A rate limit is reached",
  },
  provider_rate_limited: {
    status: 429,
    openai: "rate_limit_error",
    anthropic: "rate_limit_error",
    title: "The provider's rate limit is reached",
  },
  all_attempts_failed: { ...server, status: 502, title: "Every model of the gate failed" },
  provider_failed: { ...server, status: 502, title: "The provider failed" },
  provider_unreachable: { ...server, status: 502, title: "The provider cannot be reached" },
  provider_timeout: { ...server, status: 504, title: "The provider did not answer in time" },
  provider_key_unreadable: { ...server, status: 502, title: "The account's provider key cannot be read" },
  encryption_key_missing: { ...server, status: 503, title: "The instance has no encryption key" },
  unavailable: { ...server, status: 503, anthropic: "overloaded_error", title: "Temporarily unavailable" },
} as const satisfies Record<string, Description>;

export type ErrorCode = keyof typeof ERRORS;

type Extras = {
  /** Name of the field at fault, in dots: `messages.0.role`. */
  param?: string;
  /** Whole seconds after which a repetition makes sense; sent as `Retry-After`. */
  retryAfterSeconds?: number;
  /** The same in milliseconds, for clients that read `retry-after-ms`. */
  retryAfterMs?: number;
  /** Whether a repetition can succeed, whatever the status makes clients think. */
  shouldRetry?: boolean;
  /** Facts a program can use, never a secret. */
  details?: Record<string, unknown>;
  cause?: unknown;
};

// The server and Next's pages are two bundles with a class each, and objects of one (a provider's adapter) work for both.
const BRAND: unique symbol = Symbol.for("layer.AppError");

/** The one kind of error a verb throws. `message` is shown to people and must never contain a secret. */
export class AppError extends Error {
  readonly [BRAND] = true;
  readonly code: ErrorCode;
  readonly param: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly shouldRetry: boolean | undefined;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string, extras: Extras = {}) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.name = "AppError";
    this.code = code;
    this.param = extras.param;
    this.retryAfterMs = extras.retryAfterMs;
    this.retryAfterSeconds =
      extras.retryAfterSeconds ??
      (extras.retryAfterMs === undefined ? undefined : Math.ceil(extras.retryAfterMs / 1_000));
    this.shouldRetry = extras.shouldRetry;
    this.details = extras.details;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && BRAND in value;
  }
}

/** The error a door shows for anything thrown: an `AppError` as it is, everything else without its inner words. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError(
    "internal_error",
    "Something failed on our side. Try again; if it stays, report the request id.",
    {
      cause: thrown,
    },
  );
}

import { isOutage, unavailable } from "@/db/outage";
import { type AppError, ERRORS, toAppError } from "@/lib/core/errors";
import type { RequestId } from "@/lib/core/ids";
import { appUrl } from "@/lib/env";
import { errorHeaders } from "@/lib/gateway/openai-error";
import { log } from "./log";
import type { ErrorShape } from "./operation";

/** The error body of the management API, as its existing clients read it: `error` is a code, `message` a sentence. */
type NativeError = {
  error: string;
  message: string;
  param?: string;
  details?: Record<string, unknown>;
  requestId: string;
  docUrl: string;
};

/** The headers of every answer of the management API. */
export function answerHeaders(requestId: RequestId): Record<string, string> {
  // OpenAI's clients read the first, Anthropic's the second.
  return { "x-request-id": requestId, "request-id": requestId, "cache-control": "no-store" };
}

/**
 * Answers anything an endpoint threw, in the shape its clients read. A database that is away is 503 with `Retry-After`; errors
 * nobody foresaw are logged under the request id and tell the client nothing of their inner words.
 */
export function apiErrorResponse(thrown: unknown, requestId: RequestId, shape: ErrorShape): Response {
  const error = isDatabaseAway(thrown) ? unavailable(thrown) : toAppError(thrown);
  if (error.code === "internal_error") logFault(thrown, requestId);
  const headers = { ...answerHeaders(requestId), ...errorHeaders(error) };
  if (error.status === 429 || error.status === 503) headers["retry-after"] ??= "1";
  if (error.code === "method_not_allowed") headers.allow = String(error.details?.allow ?? "");
  const body = shape === "openai" ? openAiError(error, requestId) : nativeError(error, requestId);
  return new Response(JSON.stringify(body), { status: error.status, headers });
}

/** The native shape of an error. */
function nativeError(error: AppError, requestId: string): NativeError {
  return {
    error: error.code,
    message: error.message,
    ...(error.param === undefined ? {} : { param: error.param }),
    ...(error.details === undefined ? {} : { details: error.details }),
    requestId,
    docUrl: docUrl(error),
  };
}

/** OpenAI's shape, for endpoints that its clients call. */
function openAiError(error: AppError, requestId: string): object {
  return {
    error: {
      message: error.message,
      type: ERRORS[error.code].openai,
      code: error.code,
      param: error.param ?? null,
      doc_url: docUrl(error),
      request_id: requestId,
      ...error.details,
    },
  };
}

function docUrl(error: AppError): string {
  return `${appUrl()}/docs/errors#${error.code}`;
}

/** Drizzle wraps the driver's error, so causes are followed. */
function isDatabaseAway(thrown: unknown): boolean {
  for (let at = thrown; at instanceof Error; at = at.cause) if (isOutage(at)) return true;
  return false;
}

/** Class, code and stack only: a database error's own message can repeat what a client sent. */
function logFault(thrown: unknown, requestId: RequestId): void {
  const fault = thrown instanceof Error ? thrown : new Error(typeof thrown);
  const cause = fault.cause instanceof Error ? fault.cause : fault;
  const stack = (fault.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  log().error(
    {
      requestId,
      type: fault.name,
      cause: cause.name,
      code: Reflect.get(cause, "code"),
      stack: stack.slice(0, 12),
    },
    "an endpoint failed",
  );
}

import type { AppError } from "@/lib/core/errors";
import type { RequestId } from "@/lib/core/ids";
import { appUrl } from "@/lib/env";
import { answerHeaders, errorHeaders } from "@/lib/gateway/answer-headers";
import { anthropicError } from "@/lib/gateway/anthropic-error";
import { openAiError } from "@/lib/gateway/openai-error";
import { doorError } from "./door-error";
import { faultFacts } from "./fault-facts";
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

/**
 * Answers anything an endpoint threw, in the shape its clients read. A database that is away is 503 with `Retry-After`; errors
 * nobody foresaw are logged under the request id and tell the client nothing of their inner words.
 */
export function apiErrorResponse(thrown: unknown, requestId: RequestId, shape: ErrorShape): Response {
  const error = doorError(thrown);
  if (error.code === "internal_error")
    log().error({ requestId, ...faultFacts(thrown) }, "an endpoint failed");
  const headers = { ...answerHeaders(requestId), ...errorHeaders(error) };
  if (error.status === 429 || error.status === 503) headers["retry-after"] ??= "1";
  if (error.code === "method_not_allowed") headers.allow = String(error.details?.allow ?? "");
  return new Response(JSON.stringify(bodyOf(error, requestId, shape)), { status: error.status, headers });
}

function bodyOf(error: AppError, requestId: string, shape: ErrorShape): object {
  if (shape === "native") return nativeError(error, requestId);
  return (shape === "openai" ? openAiError : anthropicError)(error, requestId, appUrl());
}

/** The native shape of an error. */
function nativeError(error: AppError, requestId: string): NativeError {
  return {
    error: error.code,
    message: error.message,
    ...(error.param === undefined ? {} : { param: error.param }),
    ...(error.details === undefined ? {} : { details: error.details }),
    requestId,
    docUrl: `${appUrl()}/docs/errors#${error.code}`,
  };
}

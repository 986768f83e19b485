import type { AppError } from "@/lib/core/errors";
import type { RequestId } from "@/lib/core/ids";
import { appUrl } from "@/lib/env";
import { answerHeaders, errorHeaders } from "@/lib/gateway/answer-headers";
import { anthropicError } from "@/lib/gateway/anthropic-error";
import { nativeError } from "@/lib/gateway/native-error";
import { openAiError } from "@/lib/gateway/openai-error";
import { doorError } from "./door-error";
import { faultFacts } from "./fault-facts";
import { log } from "./log";
import type { ErrorShape } from "./operation";

/**
 * Answers anything an endpoint threw, in the shape its clients read. A database that is away is 503 with `Retry-After`; errors
 * nobody foresaw are logged under the request id and tell the client nothing of their inner words. `always` are the headers that its
 * other answers have too.
 */
export function apiErrorResponse(
  thrown: unknown,
  requestId: RequestId,
  shape: ErrorShape,
  always: Record<string, string> = answerHeaders(requestId),
): Response {
  const error = doorError(thrown);
  if (error.code === "internal_error")
    log().error({ requestId, ...faultFacts(thrown) }, "an endpoint failed");
  const headers = { ...always, ...errorHeaders(error) };
  const mayRetry = error.status === 503 || (error.status === 429 && error.shouldRetry !== false);
  if (mayRetry) headers["retry-after"] ??= "1";
  if (error.code === "method_not_allowed") headers.allow = String(error.details?.allow ?? "");
  return new Response(JSON.stringify(bodyOf(error, requestId, shape)), { status: error.status, headers });
}

function bodyOf(error: AppError, requestId: string, shape: ErrorShape): object {
  const write = { native: nativeError, openai: openAiError, anthropic: anthropicError }[shape];
  return write(error, requestId, appUrl());
}

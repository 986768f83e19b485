import type { RequestId } from "@/lib/core/ids";
import { appUrl } from "@/lib/env";
import { answerHeaders, errorHeaders } from "@/lib/gateway/answer-headers";
import { nativeError } from "@/lib/gateway/native-error";
import { openAiError } from "@/lib/gateway/openai-error";
import { doorError } from "./door-error";
import { faultFacts } from "./fault-facts";
import { log } from "./log";
import type { ErrorShape } from "./operation";

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
  const body =
    shape === "openai" ? openAiError(error, requestId, appUrl()) : nativeError(error, requestId, appUrl());
  return new Response(JSON.stringify(body), { status: error.status, headers });
}

import type { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { answerHeaders, errorHeaders } from "@/lib/gateway/answer-headers";
import { openAiError } from "@/lib/gateway/openai-error";

/**
 * The answer to what belongs to no endpoint, so that nobody knows whose client asks: the shapes of all of them in one. It has a request
 * id of its own. `appUrl` is where the documentation is.
 */
export function errorForAnyClient(error: AppError, appUrl: string) {
  const requestId = newId();
  const body = JSON.stringify({
    type: "error",
    ...openAiError(error, requestId, appUrl),
    message: error.message,
    requestId,
  });
  return {
    status: error.status,
    headers: { ...answerHeaders(requestId), ...errorHeaders(error) },
    body,
  };
}

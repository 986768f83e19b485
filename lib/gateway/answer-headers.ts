import type { AppError } from "@/lib/core/errors";

/** The headers of every answer of the API: OpenAI's clients read the first, Anthropic's the second. */
export function answerHeaders(requestId: string): Record<string, string> {
  return { "x-request-id": requestId, "request-id": requestId, "cache-control": "no-store" };
}

/** The headers an error adds: what to authenticate with, when to come back, whether to come back at all. */
export function errorHeaders(error: AppError): Record<string, string> {
  const headers: Record<string, string> = { "content-type": "application/json; charset=utf-8" };
  if (error.status === 401) headers["www-authenticate"] = "Bearer";
  if (error.retryAfterSeconds !== undefined) headers["retry-after"] = String(error.retryAfterSeconds);
  if (error.retryAfterMs !== undefined) headers["retry-after-ms"] = String(Math.ceil(error.retryAfterMs));
  const shouldRetry = error.status === 409 ? false : error.shouldRetry;
  if (shouldRetry !== undefined) headers["x-should-retry"] = String(shouldRetry);
  return headers;
}

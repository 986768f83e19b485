import type { APICallError } from "@ai-sdk/provider";
import { retryAfter } from "./http-provider";
import type { ProviderAnswer } from "./provider";

/** An HTTP error of a provider that the AI SDK threw, as the answer that it was. */
export function answerOfHttpError(error: APICallError): ProviderAnswer {
  const { statusCode = 502, responseHeaders, responseBody = "" } = error;
  const details = detailsOf(responseBody);
  // Google calls a wrong key a bad request and tells the reason in a detail (google.rpc.ErrorInfo).
  const isKeyInvalid = details.some((detail) => detail?.reason === "API_KEY_INVALID");
  return {
    status: isKeyInvalid ? 401 : statusCode,
    contentType: "application/json",
    providerRequestId: requestIdOf(responseHeaders),
    retryAfterSeconds: retryAfter(responseHeaders?.["retry-after"] ?? null) ?? retryDelay(details),
    body: Buffer.from(responseBody),
  };
}

/** The provider's own id of a request, for its support. */
export function requestIdOf(headers: Readonly<Record<string, string>> | undefined): string | null {
  return headers?.["x-request-id"] ?? headers?.["request-id"] ?? null;
}

type Detail = { reason?: unknown; retryDelay?: unknown } | null;

/** Google says in the body when to come back (google.rpc.RetryInfo): `"retryDelay": "7s"`. */
function retryDelay(details: readonly Detail[]): number | null {
  const delays = details.map((detail) => /^(\d+(?:\.\d+)?)s$/.exec(String(detail?.retryDelay))?.[1]);
  const seconds = delays.find((delay) => delay !== undefined);
  return seconds === undefined ? null : Math.ceil(Number(seconds));
}

function detailsOf(body: string): Detail[] {
  try {
    const details: unknown = JSON.parse(body)?.error?.details;
    return Array.isArray(details) ? details : [];
  } catch {
    return [];
  }
}

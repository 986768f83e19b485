import {
  AISDKError,
  APICallError,
  InvalidArgumentError,
  UnsupportedFunctionalityError,
} from "@ai-sdk/provider";
import { errors } from "undici";
import { AppError } from "@/lib/core/errors";
import { cleanProviderText } from "@/lib/providers/clean-provider-text";
import { translate } from "@/lib/providers/connection-error";
import type { Departure } from "@/lib/providers/departure";
import { retryAfter } from "@/lib/providers/http-provider";
import type { ProviderAnswer } from "@/lib/providers/provider";
import { notSupported, type Target } from "./target";

/** What is said of an answer that is none, or not whole. */
const BROKEN_ANSWER = "The provider's answer broke off or cannot be read.";

/**
 * What it means that the AI SDK threw: an HTTP error of the provider is returned as an answer with the provider's own
 * words. Throws `AppError` feature_not_supported for what the SDK's package cannot carry, client_closed,
 * provider_timeout or provider_unreachable for a connection that failed, provider_failed for an answer that is none.
 */
export function answerOfFailure(error: unknown, target: Target, departure: Departure): ProviderAnswer {
  const isHttpError = APICallError.isInstance(error) && (error.statusCode ?? 0) >= 300;
  if (departure.reason === null && isHttpError) return httpError(error);
  throw failureOf(error, target, departure);
}

/** The error of ours that something thrown by the AI SDK, before or within an answer, amounts to. */
export function failureOf(error: unknown, target: Pick<Target, "label">, departure: Departure): AppError {
  if (error instanceof AppError) return error;
  if (departure.reason !== null) return translate(error, departure);
  if (UnsupportedFunctionalityError.isInstance(error)) return notSupported(target, error.functionality);
  if (InvalidArgumentError.isInstance(error)) {
    return notSupported(target, `the value of a setting (${error.message})`);
  }
  const broken = connectionFault(error);
  if (broken !== null) return translate(broken, departure);
  const words = wordsOf(error);
  return new AppError("provider_failed", words ?? BROKEN_ANSWER, {
    cause: error,
  });
}

/** The provider's words about its failure; null when what is thrown only quotes or describes what could not be read. */
function wordsOf(error: unknown): string | null {
  if (APICallError.isInstance(error)) return (error.statusCode ?? 0) >= 300 ? error.message : null;
  if (error instanceof Error || AISDKError.isInstance(error)) return null;
  if (typeof error === "string" && error !== "") return error;
  const message = typeof error === "object" && error !== null ? Reflect.get(error, "message") : null;
  return typeof message === "string" && message !== "" ? message : "The provider failed in its answer.";
}

/** The fault of a connection at the bottom of what was thrown, where `fetch` and the AI SDK bury it; null when it is none. */
function connectionFault(error: unknown): Error | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth++) {
    const code: unknown = Reflect.get(at, "code");
    if (at instanceof errors.UndiciError) return at;
    if (typeof code === "string" && /^(E[A-Z]+|UND_ERR_\w+)$/.test(code)) return at;
  }
  return null;
}

function httpError(error: APICallError): ProviderAnswer {
  const { statusCode = 502, responseHeaders: headers = {} } = error;
  const said = parse(error.responseBody);
  const inner = said.error ?? said;
  const text = (name: string): string | null => {
    const value: unknown = typeof inner === "object" && inner !== null ? Reflect.get(inner, name) : null;
    return typeof value === "string" && value !== "" ? value : null;
  };
  const message = typeof inner === "string" ? inner : (text("message") ?? text("detail"));
  const body = { error: { message, type: text("type") ?? text("status"), code: text("code") } };
  return {
    status: hasReason(inner, "API_KEY_INVALID") ? 401 : statusCode,
    contentType: "application/json",
    providerRequestId: requestIdOf(headers),
    retryAfterSeconds: retryAfter(headers["retry-after"] ?? null) ?? retryInfo(inner),
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** The failure of an answer whose end its provider itself calls an error, or which has no end at all. */
export function endedInError(raw: string | undefined): AppError {
  const text =
    raw === undefined
      ? BROKEN_ANSWER
      : `The provider ended its answer with the error ${cleanProviderText(raw)}.`;
  return new AppError("provider_failed", text);
}

/** The provider's own id of a request, for its support. */
export function requestIdOf(headers: Readonly<Record<string, string>> | undefined): string | null {
  return headers?.["x-request-id"] ?? headers?.["request-id"] ?? null;
}

/** Google calls a wrong key a bad request and tells the reason in a detail (google.rpc.ErrorInfo). */
function hasReason(error: unknown, reason: string): boolean {
  return detailsOf(error).some((detail) => detail?.reason === reason);
}

/** Google says in the body when to come back (google.rpc.RetryInfo): `"retryDelay": "7s"`. */
function retryInfo(error: unknown): number | null {
  const delays = detailsOf(error).map((detail) => /^(\d+(?:\.\d+)?)s$/.exec(String(detail?.retryDelay))?.[1]);
  const seconds = delays.find((delay) => delay !== undefined);
  return seconds === undefined ? null : Math.ceil(Number(seconds));
}

function detailsOf(error: unknown): Array<{ reason?: unknown; retryDelay?: unknown } | null> {
  const details: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "details") : null;
  return Array.isArray(details) ? details : [];
}

function parse(text: string | undefined): { error?: unknown } {
  try {
    const json: unknown = JSON.parse(text ?? "");
    return typeof json === "object" && json !== null ? json : {};
  } catch {
    return {};
  }
}

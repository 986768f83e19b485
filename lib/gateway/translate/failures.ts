import {
  AISDKError,
  APICallError,
  InvalidArgumentError,
  UnsupportedFunctionalityError,
} from "@ai-sdk/provider";
import { errors } from "undici";
import { AppError } from "@/lib/core/errors";
import { cleanProviderText } from "@/lib/providers/clean-provider-text";
import { connectionError } from "@/lib/providers/connection-error";
import type { Departure } from "@/lib/providers/departure";
import type { ProviderAnswer } from "@/lib/providers/provider";
import { answerOfHttpError } from "@/lib/providers/sdk-http-error";
import { memberOf } from "../loose-json";
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
  if (departure.reason === null && isHttpError) return answerOfHttpError(error);
  throw failureOf(error, target, departure);
}

/** The error of ours that something thrown by the AI SDK, before or within an answer, amounts to. */
export function failureOf(error: unknown, target: Pick<Target, "label">, departure: Departure): AppError {
  if (error instanceof AppError) return error;
  if (departure.reason !== null) return connectionError(error, departure);
  if (UnsupportedFunctionalityError.isInstance(error)) return notSupported(target, error.functionality);
  if (InvalidArgumentError.isInstance(error)) {
    return notSupported(target, `the value of a setting (${error.message})`);
  }
  const broken = connectionFault(error);
  if (broken !== null) return connectionError(broken, departure);
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
  const message = memberOf(error, "message");
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

/** The failure of an answer whose end its provider itself calls an error, or which has no end at all. */
export function endedInError(raw: string | undefined): AppError {
  const text =
    raw === undefined
      ? BROKEN_ANSWER
      : `The provider ended its answer with the error ${cleanProviderText(raw)}.`;
  return new AppError("provider_failed", text);
}

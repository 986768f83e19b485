import { errors } from "undici";
import { AppError } from "@/lib/core/errors";
import type { Departure } from "./departure";

/** What a failed connection means; `departure` tells whether we ended it ourselves. */
export function connectionError(error: unknown, departure: Departure): AppError {
  if (error instanceof AppError) return error;
  if (departure.reason === "client left") return clientClosed(error);
  if (departure.reason === "key stopped") return callCutOff(error);
  const isLate =
    departure.reason === "time is up" ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    error instanceof errors.ConnectTimeoutError;
  if (isLate) {
    return new AppError("provider_timeout", "The provider did not answer in time.", { cause: error });
  }
  return new AppError("provider_unreachable", "The connection to the provider failed.", { cause: error });
}

/** The end of a call whose client is gone. */
export function clientClosed(cause?: unknown): AppError {
  return new AppError("client_closed", "The client closed the connection.", { cause });
}

/** The end of a call whose key was stopped while it ran. */
export function callCutOff(cause?: unknown): AppError {
  return new AppError(
    "key_disabled",
    "This call was cut off because its API key was stopped while it ran. What it had used until then is recorded.",
    { cause },
  );
}

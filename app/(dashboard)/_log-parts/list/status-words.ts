import { ERRORS, type ErrorCode } from "@/lib/core/errors";
import type { LogOutcome } from "@/lib/logs/contract";

/** How a request ended, as marks tell it; charts count a client that left among its own errors. */
export type StatusOutcome = LogOutcome | "left";

export const OUTCOME_WORDS: Record<StatusOutcome, string> = {
  success: "Success",
  clientError: "Client error",
  limit: "Limit",
  providerError: "Provider error",
  left: "Client left",
};

/** 499 is no answer at all: the client had gone. */
export function outcomeOf(status: number): StatusOutcome {
  if (status < 400) return "success";
  if (status === 402 || status === 429) return "limit";
  if (status === 499) return "left";
  return status < 500 ? "clientError" : "providerError";
}

/** What an error code means, in the words of its entry in the documentation; a code from elsewhere is shown as it is. */
export function errorTitle(code: string): string {
  return Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode].title : code;
}

import { type AppError, toAppError } from "@/lib/core/errors";
import { Answer } from "./answer";
import { errorHeaders } from "./answer-headers";
import type { Call, Outcome } from "./call";
import { callHeaders } from "./call-headers";
import { closeTrail, refusedOutcome } from "./close-trail";
import { estimatedUsage } from "./estimated-usage";
import { estimateNote } from "./settled-usage";

/** Answers a call that failed before its answer began, after its row is in the ledger. Never throws. */
export async function refuse(call: Call, thrown: unknown): Promise<Response> {
  const error = toAppError(thrown);
  if (error.code === "internal_error") call.deps.onFault(thrown, call.id);
  if (call.credentials !== null && call.trail.attempts.length === 0 && error.status < 500)
    call.deps.refused.note(call.credentials);
  try {
    await closeTrail(call, outcomeOf(call, error));
  } catch (failure) {
    return errorAnswer(call, toAppError(failure));
  }
  return errorAnswer(call, error);
}

function outcomeOf(call: Call, error: AppError): Outcome {
  const { error: ending } = call.trail.attempts.at(-1) ?? {};
  if (ending !== "client_closed" && ending !== "key_disabled") return refusedOutcome(error);
  // The provider was already at work: what it was sent has been used, what it produced nobody has seen.
  const note = estimateNote(call, "The call ended before its answer began");
  return { status: error.status, error, usage: estimatedUsage(call, 0), known: "interrupted", note };
}

function errorAnswer(call: Call, error: AppError): Answer {
  const content = Buffer.from(call.format.errorText(error, call.id, call.deps.appUrl));
  call.capture?.keepWhole(content, "application/json");
  return new Answer(content, {
    status: error.status,
    headers: { ...callHeaders(call), ...errorHeaders(error) },
  });
}

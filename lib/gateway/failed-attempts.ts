import { AppError } from "@/lib/core/errors";
import type { Candidate } from "./candidates";
import { upstreamStatusOf } from "./provider-refusal";

export type FailedAttempt = Candidate & { error: AppError };

/**
 * The one error for all attempts of a call: the only attempt's own, provider_timeout when all of them or the whole call ran
 * out of time, else all_attempts_failed. `details.attempts` tells each cause.
 */
export function summaryOf(failed: readonly FailedAttempt[], isCallLate: boolean): AppError {
  const [only] = failed;
  if (failed.length === 1 && only !== undefined) return only.error;
  const isLate = isCallLate || failed.every(({ error }) => error.code === "provider_timeout");
  const causes = failed.map(({ model, error }) => `${model.id}: ${error.message}`).join(" ");
  const waits = failed.flatMap(({ error: { retryAfterSeconds } }) => retryAfterSeconds ?? []);
  const extras = {
    details: { attempts: failed.map(onWire) },
    ...(waits.length === 0 ? {} : { retryAfterSeconds: Math.min(...waits) }),
  };
  if (isLate) return new AppError("provider_timeout", `No model answered in time. ${causes}`.trim(), extras);
  return new AppError("all_attempts_failed", `All ${failed.length} attempts failed. ${causes}`, extras);
}

function onWire({ model, provider, error }: FailedAttempt) {
  return {
    model: model.id,
    provider: provider.id,
    status: upstreamStatusOf(error),
    code: error.code,
    message: error.message,
  };
}

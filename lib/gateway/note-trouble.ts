import type { AppError } from "@/lib/core/errors";
import { noteFailure } from "@/lib/providers/health";
import type { Candidate } from "./candidates";
import { upstreamStatusOf } from "./provider-refusal";

// A key that a provider refuses is not asked for again at once, so that the next one in order gets its turn.
const REFUSED_KEY_RESTS_SECONDS = 60;

/** Holds a failure that another model may cure against the model that was asked. */
export function noteTrouble({ provider, model }: Candidate, error: AppError): void {
  if (error.details?.simulated === true) return;
  const status = upstreamStatusOf(error);
  const isKeyRefused = status === 401 || status === 403;
  const seconds = isKeyRefused ? REFUSED_KEY_RESTS_SECONDS : error.retryAfterSeconds;
  noteFailure(provider, model.providerModel, Date.now(), seconds);
}

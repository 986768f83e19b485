import type { Attempt } from "@/lib/logs/request-record";
import type { Trail } from "./call";
import type { Candidate } from "./candidates";

/** Notes an attempt in a call's trail. What came of it is written into the note that is returned. */
export function noteAttempt({ attempts }: Trail, { model, provider }: Candidate): Attempt {
  const noted: Attempt = {
    provider: provider.id,
    model: model.providerModel,
    status: null,
    latencyMs: 0,
    providerRequestId: null,
    error: null,
  };
  attempts.push(noted);
  return noted;
}

/** How many attempts really called somebody: models that were passed over are noted as well. */
export function timesCalled({ attempts }: Trail): number {
  let times = 0;
  for (const { skippedUntil } of attempts) if (skippedUntil === undefined) times += 1;
  return times;
}

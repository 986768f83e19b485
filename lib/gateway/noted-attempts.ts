import type { Attempt } from "@/lib/logs/request-record";
import type { ResolvedModel } from "@/lib/providers/directory";
import type { Provider } from "@/lib/providers/provider";
import type { Trail } from "./call";

/** Notes an attempt in a call's trail. What came of it is written into the note that is returned. */
export function noteAttempt({ attempts }: Trail, model: ResolvedModel, provider: Provider): Attempt {
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

/** True when another model than the first of the route was asked, or the first was passed over. */
export function fellBack({ attempts }: Pick<Trail, "attempts">): boolean {
  const [first] = attempts;
  return attempts.some(({ provider, model }) => provider !== first?.provider || model !== first.model);
}

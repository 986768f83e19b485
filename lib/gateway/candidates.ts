import type { ResolvedModel } from "@/lib/providers/directory";
import { restsUntil } from "@/lib/providers/health";
import type { Provider } from "@/lib/providers/provider";
import type { Call } from "./call";
import type { Route } from "./choose-route";
import { noteAttempt } from "./noted-attempts";

/** A model with the provider connection (its key) that it is asked through. */
export type Candidate = { model: ResolvedModel; provider: Provider };

/**
 * The models to ask in their order, without those that rest because they keep failing; those are noted in the trail. When
 * all of them rest, all are asked: an attempt is better than a refusal.
 */
export function candidatesOf(call: Call, route: Route): Candidate[] {
  const nowMs = Date.now();
  const seen = route.models.flatMap((model) => choose(model, nowMs) ?? []);
  const awake = seen.filter(({ until }) => until === null);
  if (awake.length === 0) return seen;
  for (const { model, provider, until } of seen) {
    if (until === null) continue;
    noteAttempt(call.trail, model, provider).skippedUntil = new Date(until).toISOString();
  }
  return awake;
}

/** The first key in the account's order whose model does not rest; the one that rests shortest when all do. */
function choose(model: ResolvedModel, nowMs: number): (Candidate & { until: number | null }) | null {
  let shortest: (Candidate & { until: number }) | null = null;
  for (const provider of model.entry?.providers ?? []) {
    const until = restsUntil(provider, model.providerModel, nowMs);
    if (until === null) return { model, provider, until };
    if (shortest === null || until < shortest.until) shortest = { model, provider, until };
  }
  return shortest;
}

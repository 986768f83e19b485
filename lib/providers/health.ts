import type { Provider } from "./provider";

/** Failures in a row after which a model is passed over. */
const FAILURES_UNTIL_REST = 3;
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 60_000;
/** A provider may ask for more than we would give it by ourselves, but not for ever. */
const LONGEST_ASKED_REST_MS = 300_000;
/** How long one trial call after a rest may take before the next is let through. */
const TRIAL_MS = 2_000;

/** Models of one provider that are remembered; clients may choose any name. */
const MOST_MODELS = 1_000;

type State = { failures: number; restMs: number; restsUntil: number; isTried: boolean };
// The server and the pages are bundled apart; one process remembers once.
const shared = globalThis as typeof globalThis & { layerHealth?: WeakMap<Provider, Map<string, State>> };
shared.layerHealth ??= new WeakMap();
const states = shared.layerHealth;

/** Until when a provider's model is passed over, in Unix milliseconds; null when it may be called. */
export function restsUntil(provider: Provider, model: string, nowMs: number): number | null {
  const until = states.get(provider)?.get(model)?.restsUntil ?? 0;
  return until > nowMs ? until : null;
}

/** A model is called now. When its rest is over, this is the call that tries it: the others wait for how it ends. */
export function noteCall(provider: Provider, model: string, nowMs: number): void {
  const state = states.get(provider)?.get(model);
  if (state === undefined || state.restsUntil === 0 || nowMs < state.restsUntil) return;
  state.restsUntil = nowMs + TRIAL_MS;
  state.isTried = true;
}

/** The models of a provider that are passed over now, with the moment until when in Unix milliseconds: for showing them. */
export function restingModels(provider: Provider, nowMs: number): Array<{ model: string; until: number }> {
  return [...(states.get(provider) ?? [])].flatMap(([model, { restsUntil: until }]) =>
    until > nowMs ? [{ model, until }] : [],
  );
}

/** A call went well: the model is trusted again at once. */
export function noteSuccess(provider: Provider, model: string): void {
  states.get(provider)?.delete(model);
}

/**
 * A call failed in a way that another model may cure. The third failure in a row makes the model rest, for twice as long
 * after each call that tries it; a provider that says when to come back (`retryAfterSeconds`) rests until then at once.
 */
export function noteFailure(
  provider: Provider,
  model: string,
  nowMs: number,
  retryAfterSeconds: number | undefined,
): void {
  const askedMs = Math.min(LONGEST_ASKED_REST_MS, (retryAfterSeconds ?? 0) * 1000);
  const before = states.get(provider)?.get(model) ?? noFailures();
  // This call was under way when the rest began, so it says nothing new but when to come back.
  if (nowMs < before.restsUntil && !before.isTried) {
    before.restsUntil = Math.max(before.restsUntil, nowMs + askedMs);
    return;
  }
  const failures = before.failures + 1;
  const rests = failures >= FAILURES_UNTIL_REST;
  const restMs = rests ? Math.min(LONGEST_REST_MS, Math.max(FIRST_REST_MS, before.restMs * 2)) : 0;
  const longest = Math.max(restMs, askedMs);
  const until = longest === 0 ? 0 : nowMs + longest;
  remember(provider, model, { failures, restMs, restsUntil: until, isTried: false });
}

function noFailures(): State {
  return { failures: 0, restMs: 0, restsUntil: 0, isTried: false };
}

function remember(provider: Provider, model: string, state: State): void {
  const models = states.get(provider) ?? new Map<string, State>();
  states.set(provider, models);
  models.delete(model);
  models.set(model, state);
  const [oldest] = models.keys();
  if (models.size > MOST_MODELS && oldest !== undefined) models.delete(oldest);
}

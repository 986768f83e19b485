import { toAppError } from "@/lib/core/errors";
import { callCutOff, clientClosed } from "@/lib/providers/connection-error";
import type { Departure } from "@/lib/providers/departure";
import { noteCall, noteSuccess } from "@/lib/providers/health";
import { type Answered, attempt } from "./attempt";
import type { Call } from "./call";
import { candidatesOf } from "./candidates";
import type { Route } from "./choose-route";
import { type FailedAttempt, summaryOf } from "./failed-attempts";
import { noteTrouble } from "./note-trouble";
import { mayAnotherCure } from "./provider-refusal";
import type { Ask } from "./read-ask";
import { departureOf } from "./read-body";

/** Milliseconds that must be left of a call for another model to be asked: a shorter attempt costs money and cannot answer. */
const LEAST_ATTEMPT_MS = 50;

/** Who answers, and what ends the call from our side. */
export type Answering = Answered & { departure: Departure };

/**
 * Asks the route's models one after the other until one answers, each at most once. Models that keep failing are passed
 * over as long as another one is left. Throws the error of the only attempt, all_attempts_failed with each cause,
 * provider_timeout when the time for the whole call is up, and client_closed.
 */
export async function callProvider(call: Call, route: Route, ask: Ask): Promise<Answering> {
  const candidates = candidatesOf(call, route);
  const departure = departureOf(call.request);
  call.departure = departure;
  const { timeoutMs } = route.gate.settings;
  const failed: FailedAttempt[] = [];
  const msLeft = () => call.deps.callTimeoutMs - call.elapsedMs();
  for (const [place, candidate] of candidates.entries()) {
    const leftMs = msLeft();
    if (leftMs < LEAST_ATTEMPT_MS) break;
    if (departure.hasLeft) throw clientClosed();
    if (call.isCutOff) throw callCutOff();
    departure.renew();
    const timer = setTimeout(() => departure.expire(), Math.min(leftMs, timeoutMs ?? leftMs));
    // Once its beginning has left for the client, no other model can take over.
    const holds = place < candidates.length - 1 || timeoutMs !== null;
    noteCall(candidate.provider, candidate.model.providerModel, Date.now());
    try {
      const answered = await attempt(call, { route, ask, ...candidate, departure, holds });
      // A stream that was not held back has shown nothing yet.
      if (holds || answered.opened.kind === "plain")
        noteSuccess(candidate.provider, candidate.model.providerModel);
      return { ...answered, departure };
    } catch (thrown) {
      const error = toAppError(thrown);
      if (!mayAnotherCure(error)) throw thrown;
      noteTrouble(candidate, error);
      failed.push({ ...candidate, error });
    } finally {
      clearTimeout(timer);
    }
  }
  throw summaryOf(failed, msLeft() < LEAST_ATTEMPT_MS);
}

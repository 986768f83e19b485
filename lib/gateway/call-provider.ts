import { type AppError, toAppError } from "@/lib/core/errors";
import { clientClosed } from "@/lib/providers/connection-error";
import type { Departure } from "@/lib/providers/departure";
import { noteCall, noteFailure, noteSuccess } from "@/lib/providers/health";
import { type Answered, attempt } from "./attempt";
import type { Call } from "./call";
import { type Candidate, candidatesOf } from "./candidates";
import type { Route } from "./choose-route";
import { type FailedAttempt, summaryOf } from "./failed-attempts";
import { mayAnotherCure } from "./provider-refusal";
import type { Ask } from "./read-ask";
import { departureOf } from "./read-body";

// A key that a provider refuses is not asked for again at once, so that the next one in order gets its turn.
const REFUSED_KEY_RESTS_SECONDS = 60;

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
  const { timeoutMs } = route.gate.settings;
  const failed: FailedAttempt[] = [];
  for (const [place, candidate] of candidates.entries()) {
    const leftMs = call.deps.callTimeoutMs - call.elapsedMs();
    if (leftMs <= 0) break;
    if (departure.hasLeft) throw clientClosed();
    departure.renew();
    const timer = setTimeout(() => departure.expire(), Math.min(leftMs, timeoutMs ?? leftMs));
    // Once its beginning has left for the client, no other model can take over.
    const holds = place < candidates.length - 1 || timeoutMs !== null;
    noteCall(candidate.provider, candidate.model.providerModel, Date.now());
    try {
      const answered = await attempt(call, { route, ask, ...candidate, departure, holds });
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
  throw summaryOf(failed, call.deps.callTimeoutMs - call.elapsedMs() <= 0);
}

function noteTrouble({ provider, model }: Candidate, error: AppError): void {
  const { upstream, simulated } = (error.details ?? {}) as {
    upstream?: { status?: number };
    simulated?: boolean;
  };
  if (simulated === true) return;
  const isKeyRefused = upstream?.status === 401 || upstream?.status === 403;
  const seconds = isKeyRefused ? REFUSED_KEY_RESTS_SECONDS : error.retryAfterSeconds;
  noteFailure(provider, model.providerModel, Date.now(), seconds);
}

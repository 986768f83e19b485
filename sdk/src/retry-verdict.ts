import { wasNeverSent } from "./connection-error";
import { ConnectionError, type LayerError } from "./errors";
import { backoffMs, retryAfterMs } from "./retry-delay";

/** Nobody waits unasked for longer: the error tells how long it would take. */
const LONGEST_WAIT_MS = 60_000;

/** How a try ended: without an answer, or with this one. */
export type Failure = { error: LayerError; status: number | null; headers: Headers | null };

/**
 * How many milliseconds to wait before trying again; null when trying again makes no sense, could do something twice, or would
 * take longer than a minute. `attempt` counts from 1.
 */
export function retryVerdict(failure: Failure, attempt: number, isRepeatable: boolean): number | null {
  if (!isWorthIt(failure, isRepeatable)) return null;
  const asked = failure.headers === null ? null : retryAfterMs(failure.headers);
  const wait = asked ?? backoffMs(attempt);
  return wait > LONGEST_WAIT_MS ? null : wait;
}

function isWorthIt({ error, status, headers }: Failure, isRepeatable: boolean): boolean {
  if (status === null) return error instanceof ConnectionError && (isRepeatable || wasNeverSent(error));
  const told = headers?.get("x-should-retry");
  if (told === "false") return false;
  // Refused before anything was done.
  if (told === "true" || status === 429 || status === 503) return true;
  return isRepeatable && (status === 408 || status >= 500);
}

import { answerHeaders } from "./answer-headers";
import type { Call } from "./call";
import { limitHeaders } from "./limit-headers";

/**
 * The headers of every answer to a call. `x-layer-key-secret` tells the last four characters of the secret that was sent, once
 * it is known to be genuine: while a key is rotated, its holder sees which of the two a program still uses.
 */
export function callHeaders({ id, trail, format, deps }: Call): Record<string, string> {
  const headers = answerHeaders(id);
  const lastFour = trail.admission?.secretLastFour ?? null;
  if (lastFour !== null) headers["x-layer-key-secret"] = lastFour;
  if (trail.limits.length === 0) return headers;
  const readers = {
    isAnthropic: format.wire === "messages",
    style: deps.rateLimitHeaders,
    now: deps.clock.now(),
  };
  return Object.assign(headers, limitHeaders(trail.allowance, readers));
}

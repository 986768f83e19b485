// What a limit per minute let through, from what its callers saw. A call is counted somewhere between its beginning and its end.

/** The least time, in milliseconds, in which more calls than the limit can have been accepted; Infinity where there never were so many. */
export function leastSpanMs(calls, limit) {
  const accepted = calls.filter(({ status }) => status === 200).sort((a, b) => a.beganMs - b.beganMs);
  return accepted.reduce((least, { beganMs }, at) => {
    const beyond = accepted[at + limit];
    return beyond === undefined ? least : Math.min(least, beyond.endedMs - beganMs);
  }, Number.POSITIVE_INFINITY);
}

/** How many were accepted in each minute from `startMs` on, for as many minutes as are whole. */
export function acceptedByMinute(calls, startMs, minutes) {
  return Array.from({ length: minutes }, (_, minute) => {
    const from = startMs + minute * 60_000;
    const inside = calls.filter(({ beganMs }) => beganMs >= from && beganMs < from + 60_000);
    return { asked: inside.length, accepted: inside.filter(({ status }) => status === 200).length };
  });
}

/**
 * How far off `Retry-After` was, in seconds, for each refusal after which somebody was let in again: below 0 when that was sooner than
 * it said. It says whole seconds, and the next caller may come up to `gapMs` later.
 */
export function retryErrors(calls, gapMs) {
  const inOrder = [...calls].sort((a, b) => a.beganMs - b.beganMs);
  return inOrder.flatMap(({ status, endedMs, beganMs, retryAfterS }, at) => {
    if (status !== 429) return [];
    const next = inOrder.slice(at + 1).find((later) => later.status === 200);
    if (next === undefined) return [];
    const [soonest, latest] = [beganMs + retryAfterS * 1_000, endedMs + retryAfterS * 1_000];
    if (next.endedMs < soonest) return [(next.endedMs - soonest) / 1_000];
    return [Math.max(0, next.beganMs - gapMs - latest) / 1_000];
  });
}

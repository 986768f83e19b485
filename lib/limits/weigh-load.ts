import type { PlanLimits, RateLimit } from "@/lib/core/rate-limits";
import { DAY_MS } from "@/lib/core/time";
import type { Load, LoadMinute } from "./load-of-log";

/** The most of what each limit counts since a moment; null for the month, which is longer than what was read. */
export type Peaks = Record<RateLimit, number | null>;

/** How much was asked for at the busiest since a moment (Unix milliseconds); days are those of UTC. */
export function peaksSince({ minutes }: Pick<Load, "minutes">, sinceMs: number): Peaks {
  const recent = minutes.filter(({ startMs }) => startMs >= sinceMs);
  const most = (of: (minute: LoadMinute) => number) =>
    recent.reduce((peak, minute) => Math.max(peak, of(minute)), 0);
  return {
    requestsPerMinute: most((minute) => minute.mostRequests),
    tokensPerMinute: most((minute) => minute.mostTokens),
    requestsPerDay: Math.max(0, ...byDay(recent).values()),
    requestsPerMonth: null,
    concurrentRequests: most((minute) => minute.mostRunning),
  };
}

/** What limits would have done to a load. */
export type Weighed = {
  /** In how many minutes, and on how many days of UTC, something would have been refused. */
  minutes: number;
  days: number;
  /** How many calls at least. */
  calls: number;
  /** The limits that would have refused. */
  causes: Array<keyof PlanLimits>;
};

/**
 * What limits would have refused of a load. What is counted is what every run of them must refuse: of each minute what is more than
 * it may have, of each day what is more than that leaves; so the calls are the least that it can have been.
 */
export function weighLoad(
  load: Pick<Load, "minutes" | "monthRequests">,
  limits: PlanLimits,
  keys: number,
): Weighed {
  const beyond = (value: number, limit: number | null) => limit !== null && value > limit;
  const reached: Record<string, (minute: LoadMinute) => boolean> = {
    requestsPerMinute: ({ mostRequests }) => beyond(mostRequests, limits.requestsPerMinute),
    tokensPerMinute: ({ mostTokens }) => beyond(mostTokens, limits.tokensPerMinute),
    concurrentRequests: ({ mostRunning }) => beyond(mostRunning, limits.concurrentRequests),
  };
  const full = load.minutes.filter((minute) => Object.values(reached).some((is) => is(minute)));
  const taken = byDay(load.minutes, ({ requests }) =>
    Math.min(requests, limits.requestsPerMinute ?? requests),
  );
  const asked = byDay(load.minutes);
  const fullDays = [...asked].filter(([, requests]) => beyond(requests, limits.requestsPerDay));
  const days = new Set([...full.map(dayOf), ...fullDays.map(([day]) => day)]);
  const letIn = [...taken.values()].reduce(
    (sum, day) => sum + Math.min(day, limits.requestsPerDay ?? day),
    0,
  );
  const all = [...asked.values()].reduce((sum, day) => sum + day, 0);
  const causes: Array<keyof PlanLimits> = [
    ...(Object.keys(reached) as RateLimit[]).filter((limit) =>
      load.minutes.some((minute) => reached[limit]?.(minute)),
    ),
    ...(fullDays.length > 0 ? (["requestsPerDay"] as const) : []),
    ...(beyond(load.monthRequests, limits.requestsPerMonth) ? (["requestsPerMonth"] as const) : []),
    ...(beyond(keys, limits.keys) ? (["keys"] as const) : []),
  ];
  const least = full.length > 0 ? 1 : 0;
  return { minutes: full.length, days: days.size, calls: Math.max(least, all - letIn), causes };
}

/** What began on each day of UTC. */
function byDay(
  minutes: readonly LoadMinute[],
  of: (minute: LoadMinute) => number = ({ requests }) => requests,
): Map<number, number> {
  const days = new Map<number, number>();
  for (const minute of minutes) days.set(dayOf(minute), (days.get(dayOf(minute)) ?? 0) + of(minute));
  return days;
}

function dayOf({ startMs }: LoadMinute): number {
  return Math.floor(startMs / DAY_MS);
}

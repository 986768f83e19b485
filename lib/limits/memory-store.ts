import { SECOND_MS } from "@/lib/core/time";
import { isPeriod, type Period, periodAt } from "./calendar";
import type { Adjustment, Claim, ClaimAnswer, Standing } from "./limit-store";
import { RunningCounts } from "./running-counts";
import { MINUTE_SECONDS, SlidingMinute } from "./sliding-minute";

/** How often counters that nobody needs any more are forgotten, in milliseconds. */
const SWEEP_MS = 120 * SECOND_MS;

/** A `LimitStore` that answers at once. */
export type MemoryStore = {
  claim(claims: readonly Claim[]): ClaimAnswer;
  adjust(adjustments: readonly Adjustment[]): void;
};

type Change = Pick<Claim, "counter" | "window" | "amount">;

/** Counts in this process. What it counts ends with it. `nowMs` is Unix milliseconds of a clock that never jumps. */
export function openMemoryStore(
  nowMs: () => number = () => performance.timeOrigin + performance.now(),
  running = new RunningCounts(),
): MemoryStore {
  const minutes = new Map<string, { minute: SlidingMinute; lastSecond: number }>();
  const periods = new Map<string, Period & { used: number }>();
  let sweptAtMs = 0;

  function minuteOf(counter: string, second: number): SlidingMinute {
    const known = minutes.get(counter);
    if (known !== undefined) {
      known.lastSecond = second;
      return known.minute;
    }
    const minute = new SlidingMinute();
    minutes.set(counter, { minute, lastSecond: second });
    return minute;
  }

  function usedOf({ counter, window }: Pick<Claim, "counter" | "window">, now: number): number {
    if (window === "running") return running.get(counter);
    if (window === "minute") return minuteOf(counter, secondOf(now)).usedAt(secondOf(now));
    const period = periods.get(counter);
    return period !== undefined && now < period.endMs ? period.used : 0;
  }

  function add({ counter, window, amount }: Change, atMs: number): void {
    if (window === "running") running.add(counter, amount);
    else if (window === "minute") minuteOf(counter, secondOf(atMs)).add(secondOf(atMs), amount);
    else addToPeriod({ counter, window, amount }, atMs);
  }

  function addToPeriod(
    { counter, window, amount }: Change & { window: "day" | "month" },
    atMs: number,
  ): void {
    const known = periods.get(counter);
    const period = periodAt(window, atMs);
    if (known === undefined || known.startMs < period.startMs) {
      periods.set(counter, { ...period, used: amount });
    } else if (known.startMs === period.startMs) known.used += amount;
  }

  function standingOf(claim: Claim, now: number, isTaken: boolean): Standing {
    const { counter, window, amount, limit } = claim;
    const used = usedOf(claim, now);
    const room = isTaken || used + amount <= limit;
    const wait = (ms: () => number) => (room ? 0 : amount > limit ? null : ms());
    // What runs ends before long; when, nobody knows.
    if (window === "running") return { used, waitMs: wait(() => SECOND_MS), resetMs: 0 };
    if (isPeriod(window)) {
      const leftMs = periodAt(window, now).endMs - now;
      return { used, waitMs: wait(() => leftMs), resetMs: used === 0 ? 0 : leftMs };
    }
    const minute = minuteOf(counter, secondOf(now));
    const until = (second: number) => Math.max(0, second * SECOND_MS - now);
    const resetMs = used === 0 ? 0 : until(minute.secondBelow(0));
    return { used, waitMs: wait(() => until(minute.secondBelow(limit - amount))), resetMs };
  }

  function sweep(now: number): void {
    sweptAtMs = now;
    const oldest = secondOf(now) - MINUTE_SECONDS;
    for (const [counter, { lastSecond }] of minutes) if (lastSecond < oldest) minutes.delete(counter);
    for (const [counter, { endMs }] of periods) if (endMs <= now) periods.delete(counter);
  }

  return {
    claim(claims) {
      const now = nowMs();
      if (now - sweptAtMs > SWEEP_MS) sweep(now);
      const isTaken = claims.every((claim) => usedOf(claim, now) + claim.amount <= claim.limit);
      if (isTaken) for (const claim of claims) add(claim, now);
      return { isTaken, standings: claims.map((claim) => standingOf(claim, now, isTaken)), takenAtMs: now };
    },
    adjust(adjustments) {
      for (const { takenAtMs, ...change } of adjustments) add(change, takenAtMs);
    },
  };
}

function secondOf(ms: number): number {
  return Math.floor(ms / SECOND_MS);
}

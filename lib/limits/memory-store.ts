import { SECOND_MS } from "@/lib/core/time";
import type { Claim, LimitStore, Standing } from "./limit-store";
import { MINUTE_SECONDS, SlidingMinute } from "./sliding-minute";

/** How often counters that nobody used for a minute are forgotten, in milliseconds. */
const SWEEP_MS = 120 * SECOND_MS;

/**
 * Counts minutes and what runs in this process, for an instance that is the only one. Days and months outlive a process and are
 * counted in the ledger. `nowMs` is a clock that never jumps.
 */
export function openMemoryStore(nowMs: () => number = () => performance.now()): LimitStore {
  const minutes = new Map<string, { minute: SlidingMinute; lastSecond: number }>();
  const running = new Map<string, number>();
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

  function usedOf({ counter, window }: Pick<Claim, "counter" | "window">, second: number): number {
    return window === "running" ? (running.get(counter) ?? 0) : minuteOf(counter, second).usedAt(second);
  }

  function add({ counter, window, amount }: Omit<Claim, "limit">, second: number): void {
    if (window !== "running") {
      minuteOf(counter, second).add(second, amount);
      return;
    }
    const left = (running.get(counter) ?? 0) + amount;
    if (left > 0) running.set(counter, left);
    else running.delete(counter);
  }

  function standingOf(claim: Claim, now: number, isTaken: boolean): Standing {
    const second = secondOf(now);
    const used = usedOf(claim, second);
    const room = isTaken || used + claim.amount <= claim.limit;
    if (claim.window === "running") return { used, waitMs: room ? 0 : runningWait(claim), resetMs: 0 };
    const minute = minuteOf(claim.counter, second);
    const until = (at: number) => Math.max(0, at * SECOND_MS - now);
    const resetMs = used === 0 ? 0 : until(minute.secondBelow(0));
    if (room) return { used, waitMs: 0, resetMs };
    if (claim.amount > claim.limit) return { used, waitMs: null, resetMs };
    return { used, waitMs: until(minute.secondBelow(claim.limit - claim.amount)), resetMs };
  }

  function sweep(now: number): void {
    sweptAtMs = now;
    const oldest = secondOf(now) - MINUTE_SECONDS;
    for (const [counter, { lastSecond }] of minutes) if (lastSecond < oldest) minutes.delete(counter);
  }

  return {
    claim(claims) {
      const now = nowMs();
      if (now - sweptAtMs > SWEEP_MS) sweep(now);
      const second = secondOf(now);
      const isTaken = claims.every((claim) => usedOf(claim, second) + claim.amount <= claim.limit);
      if (isTaken) for (const claim of claims) add(claim, second);
      return { isTaken, standings: claims.map((claim) => standingOf(claim, now, isTaken)), takenAtMs: now };
    },
    adjust(adjustments) {
      for (const { takenAtMs, ...change } of adjustments) add(change, secondOf(takenAtMs));
    },
  };
}

function secondOf(ms: number): number {
  return Math.floor(ms / SECOND_MS);
}

/** Something that runs ends before long; when, nobody knows. */
function runningWait({ amount, limit }: Claim): number | null {
  return amount > limit ? null : SECOND_MS;
}

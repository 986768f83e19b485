import { DAY_MS } from "@/lib/core/time";
import { NO_TOKENS } from "../contract";
import type { Moved } from "./classify-gap";
import { addTokens, countTokens, subtractTokens } from "./token-sums";

/** A day of a model in the order of days. `more` is how many tokens the provider counted beyond ours; null when it does not say. */
export type DayEnd = {
  day: string;
  more: number | null;
  /** Requests of the day that ended after it, and with them those that ended in its last minute: what may count as the next day's. */
  late: Moved[];
};

/** A day is even when it is off by less than this part of what was moved. */
const EVEN_WITHIN = 10;
const NOTHING: Moved = { requests: 0, tokens: NO_TOKENS };

/**
 * Which requests a provider counted on the day after the one they began on, per day as what is to be added to it. At each
 * midnight they are taken for moved when that makes one of the two days come out even and the differences of both no larger in sum.
 */
export function planMoved(days: readonly DayEnd[]): Map<string, Moved> {
  const moved = new Map(days.map(({ day }) => [day, NOTHING]));
  const left = days.map(({ more }) => more);
  for (const [at, { day, late }] of days.entries()) {
    const next = days[at + 1];
    const isNext = next !== undefined && next.day === dayAfter(day);
    const [here, there] = [left[at] ?? null, isNext ? (left[at + 1] ?? null) : null];
    if (here === null && there === null) continue;
    const best = late.find(({ tokens }) => fits(countTokens(tokens), here, there));
    if (best === undefined) continue;
    const size = countTokens(best.tokens);
    if (here !== null) left[at] = here + size;
    if (there !== null) left[at + 1] = there - size;
    moved.set(day, minus(moved.get(day) ?? NOTHING, best));
    if (isNext) moved.set(next.day, plus(moved.get(next.day) ?? NOTHING, best));
  }
  return moved;
}

function fits(size: number, here: number | null, there: number | null): boolean {
  if (size === 0) return false;
  const before = Math.abs(here ?? 0) + Math.abs(there ?? 0);
  const after = [here === null ? null : here + size, there === null ? null : there - size].flatMap((left) =>
    left === null ? [] : [Math.abs(left)],
  );
  const isEven = after.some((left) => left <= size / EVEN_WITHIN);
  return isEven && after.reduce((sum, left) => sum + left, 0) <= before;
}

function plus(a: Moved, b: Moved): Moved {
  return { requests: a.requests + b.requests, tokens: addTokens(a.tokens, b.tokens) };
}

function minus(a: Moved, b: Moved): Moved {
  return { requests: a.requests - b.requests, tokens: subtractTokens(a.tokens, b.tokens) };
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

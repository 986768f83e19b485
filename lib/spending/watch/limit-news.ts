import type { NanoUsd } from "@/lib/core/money";
import { MINUTE_MS } from "@/lib/core/time";
import { CALL_REFUSED, type ToldOfLimit, USED_UP, type WatchedLimit } from "./watched-limit";

/** What an account has to be told of a limit now. */
export type LimitNews = {
  /** What was told and is over; `stays` when nothing is left of it still, but calls are refused no more. */
  over: Array<{ told: ToldOfLimit; stays: boolean }>;
  /** Percentages to tell of, `CALL_REFUSED` among them. */
  reached: number[];
};

/** With less than a twentieth left, a limit that refused a call is used up: hardly another will fit. */
const LEAST_LEFT = 20n;
/** How long it is waited for what calls under way cost, before one is told of that was refused for want of what they reserved. */
const REFUSAL_WAITS_MS = MINUTE_MS;

/**
 * Compares how a limit stands with what its account was told of it. Each percentage is told once in a period; it is told again when it
 * was reached no more in between. Thirty days lose an hour every hour: there a percentage is over when a tenth of it is.
 */
export function limitNews(limit: WatchedLimit, told: readonly ToldOfLimit[], now: Date): LimitNews {
  const over = told
    .filter((one) => isOver(limit, one))
    .map((one) => ({ told: one, stays: isUsedUpStill(limit, one) }));
  const ended = new Set(over.filter(({ stays }) => !stays).map((one) => one.told));
  const known = new Map(told.filter((one) => !ended.has(one)).map((one) => [one.percent, one]));
  return { over, reached: reachedNow(limit, now).filter((percent) => isNew(limit, known.get(percent))) };
}

function isNew({ isBlocking }: WatchedLimit, known: ToldOfLimit | undefined): boolean {
  // Who was told that calls go on has to be told when they do not any more.
  return known === undefined || (known.percent === USED_UP && isBlocking && !known.isSuspended);
}

function reachedNow(limit: WatchedLimit, now: Date): number[] {
  const { alertPercents, isBlocking, refusedAt, changedAt } = limit;
  const parts = alertPercents.filter((percent) => percent < USED_UP && hasReached(limit, percent));
  const hasRefused = isBlocking && refusedAt !== null && refusedAt > changedAt;
  if (isUsedUp(limit, hasRefused)) {
    return isBlocking || alertPercents.includes(USED_UP) ? [...parts, USED_UP] : parts;
  }
  const isSettled = !isScarce(limit, limit.used + limit.reserved);
  const isRefusal = hasRefused && (isSettled || now.getTime() - refusedAt.getTime() > REFUSAL_WAITS_MS);
  return isRefusal ? [...parts, CALL_REFUSED] : parts;
}

function isOver(limit: WatchedLimit, told: ToldOfLimit): boolean {
  if (isOfEarlierPeriod(limit, told)) return true;
  if (told.isSuspended && !limit.isBlocking) return true;
  const { refusedAt, changedAt } = limit;
  if (told.percent === CALL_REFUSED) return refusedAt === null || refusedAt <= changedAt;
  if (told.percent === USED_UP) return !isUsedUpAfter(limit, told);
  return !hasReached(limit, told.percent, slackAfter(limit, told));
}

function isUsedUpStill(limit: WatchedLimit, told: ToldOfLimit): boolean {
  return told.percent === USED_UP && !isOfEarlierPeriod(limit, told) && isUsedUpAfter(limit, told);
}

/** Of a later one it is when another instance is ahead. */
function isOfEarlierPeriod({ periodStart }: WatchedLimit, told: ToldOfLimit): boolean {
  return told.periodStart < periodStart;
}

/** A refusal counts until more is allowed than when it was told of. */
function isUsedUpAfter(limit: WatchedLimit, told: ToldOfLimit): boolean {
  const hasRefused = limit.isBlocking && limit.refusedAt !== null && limit.allowed <= told.allowed;
  if (isUsedUp(limit, hasRefused)) return true;
  return !limit.isBlocking && hasReached(limit, USED_UP, slackAfter(limit, told));
}

function isUsedUp(limit: WatchedLimit, hasRefused: boolean): boolean {
  if (limit.allowed === 0n) return hasRefused || limit.used > 0n;
  return limit.used >= limit.allowed || (hasRefused && isScarce(limit, limit.used));
}

function isScarce({ allowed }: WatchedLimit, used: NanoUsd): boolean {
  return (allowed - used) * LEAST_LEFT <= allowed;
}

/** `tenths` of the percentage are enough. */
function hasReached({ allowed, used }: WatchedLimit, percent: number, tenths = 10n): boolean {
  return allowed > 0n && used * 1_000n >= allowed * BigInt(percent) * tenths;
}

function slackAfter({ period, allowed }: WatchedLimit, told: ToldOfLimit): bigint {
  return period === "rolling_30_days" && allowed <= told.allowed ? 9n : 10n;
}

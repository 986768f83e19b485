import type { NanoUsd } from "@/lib/core/money";
import { DAY_MS } from "@/lib/core/time";
import { dayIn, midnight } from "@/lib/core/time-choice";
import { FORECAST_HORIZON, forecastSpend, type SpendForecast } from "@/lib/usage/forecast/forecast-spend";
import type { SpendingLimit } from "./contract";

/** What was spent on each whole day of a limit's zone, the oldest first and yesterday last. */
export type DailySpend = readonly NanoUsd[];

/** Days from now: 80 of 100 courses are from `low` to `high`. Null where it does not come before the period ends, or within a year. */
export type DaysAhead = { low: number | null; middle: number | null; high: number | null };

/** Where a limit goes at what was spent in the last four weeks. */
export type SpendingOutlook = {
  /** Whole days with spending, of the last 28. */
  daysWithUsage: number;
  /** When nothing is left; null where too few days are known. */
  usedUpIn: DaysAhead | null;
  /** What is spent when the period ends; null where it has no end, or too few days are known. */
  atEnd: { low: NanoUsd; middle: NanoUsd; high: NanoUsd } | null;
};

const LOOK_BACK_DAYS = 28;
const ROLLING_DAYS = 30;

/** What is allowed now, with what it is raised by. */
export function allowedOf({ amountNanoUsd, raisedNanoUsd }: SpendingLimit): NanoUsd {
  return amountNanoUsd + raisedNanoUsd;
}

/** What counts as spent: what requests cost, and what was set aside for those of which nobody knows. */
export function countedOf({ now }: Pick<SpendingLimit, "now">): NanoUsd {
  return now.spentNanoUsd + now.fencedNanoUsd;
}

/** What is neither spent nor reserved; 0 when the limit is passed. */
export function leftOf(limit: SpendingLimit): NanoUsd {
  const left = allowedOf(limit) - countedOf(limit) - limit.now.reservedNanoUsd;
  return left > 0n ? left : 0n;
}

/**
 * When a limit is used up and what is spent when its period ends, by `forecastSpend`. `daily` needs 31 days for a limit of thirty
 * days: what was spent on a day then stops counting.
 */
export function spendingOutlook(limit: SpendingLimit, daily: DailySpend, now: Date): SpendingOutlook {
  const today = midnight(dayIn(limit.zone, now), limit.zone);
  const days = daily.map(Number);
  const given = {
    daily: days,
    todayLeft: Math.min(1, Math.max(0, 1 - (now.getTime() - today.getTime()) / DAY_MS)),
  };
  const daysWithUsage = days.slice(-LOOK_BACK_DAYS).filter((spent) => spent > 0).length;
  const counted = Number(countedOf(limit));
  const left = Number(allowedOf(limit)) - counted;
  const { resetsAt } = limit.now;
  if (limit.period === "rolling_30_days") {
    const ahead = forecastSpend({ ...given, amount: Number.POSITIVE_INFINITY, horizon: ROLLING_DAYS });
    return { daysWithUsage, usedUpIn: ahead && rollingEnd(ahead, days, left), atEnd: null };
  }
  const daysLeft = resetsAt === null ? null : (resetsAt.getTime() - now.getTime()) / DAY_MS;
  const horizon = resetsAt === null ? FORECAST_HORIZON : daysUntil(resetsAt, today);
  const forecast = forecastSpend({ ...given, amount: Math.max(0, left), horizon });
  const atEnd =
    resetsAt === null ? null : forecastSpend({ ...given, amount: Number.POSITIVE_INFINITY, horizon });
  return {
    daysWithUsage,
    usedUpIn: forecast && within(forecast, daysLeft),
    atEnd: atEnd && endOfPeriod(atEnd, countedOf(limit)),
  };
}

/** Calendar days from today's midnight to the end of a period, of which one may have 23 or 25 hours; at least today. */
function daysUntil(resetsAt: Date, today: Date): number {
  return Math.max(1, Math.round((resetsAt.getTime() - today.getTime()) / DAY_MS));
}

function within({ low, middle, high }: SpendForecast, daysLeft: number | null): DaysAhead {
  const kept = (days: number | null) =>
    days !== null && daysLeft !== null && days >= daysLeft ? null : days;
  return { low: kept(low), middle: kept(middle), high: kept(high) };
}

function endOfPeriod({ course }: SpendForecast, counted: NanoUsd): SpendingOutlook["atEnd"] {
  const last = course.at(-1);
  if (last === undefined) return null;
  const sum = (more: number) => counted + BigInt(Math.round(more));
  return { low: sum(last.low), middle: sum(last.middle), high: sum(last.high) };
}

/** When what comes is more than what is left and what stops counting by then. A dear course ends first. */
function rollingEnd({ course }: SpendForecast, daily: readonly number[], left: number): DaysAhead {
  const window = daily.slice(-ROLLING_DAYS);
  const end = (of: "low" | "middle" | "high"): number | null => {
    if (left <= 0) return 0;
    let freed = 0;
    for (const [day, spent] of course.entries()) {
      if (spent[of] - freed >= left) return day;
      freed += window[day + window.length - ROLLING_DAYS] ?? 0;
    }
    return null;
  };
  return { low: end("high"), middle: end("middle"), high: end("low") };
}

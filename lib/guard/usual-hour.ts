import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { amountIn, type KeyHours, type Measure } from "./hour-tally";

const WEEK_MS = 7 * DAY_MS;
const WEEKS = 4;
/** Yesterday and the day before count as well, so that growth and a release become usual within a day. */
const DAYS = 2;
/** Before a key has a week behind it, its days must say what an hour is like. */
const DAYS_OF_A_YOUNG_KEY = 7;
const NEIGHBOURS = [-HOUR_MS, 0, HOUR_MS];

/** What a key usually does in an hour, by one measure. */
export type Usual = {
  /** The middle of what it did in this hour of the last four weeks, or of the days before while it has no week behind it. */
  typical: number;
  /** The most it did around this hour in the last four weeks and the days before. */
  highest: number;
  /** Whether weeks say so or, for a young key, only days. */
  of: "week" | "day";
};

/** The hours that tell what is usual in `hour`, by their beginning in Unix milliseconds: all that any rule here looks at. */
export function hoursLike(hour: number): number[] {
  return [...sameHourOfWeek(hour), ...sameHourOfDay(hour, DAYS_OF_A_YOUNG_KEY)].flatMap(around);
}

/**
 * What is usual for a key in `hour`. `firstHour` is the hour of its first call: what lies before says nothing. All hours are
 * Unix milliseconds.
 */
export function usualHour(hours: KeyHours, hour: number, firstHour: number, measure: Measure): Usual {
  const since = (like: number[]) => like.filter((at) => at >= firstHour);
  const weeks = since(sameHourOfWeek(hour));
  const days = since(sameHourOfDay(hour, weeks.length > 0 ? DAYS : DAYS_OF_A_YOUNG_KEY));
  const amounts = (at: number[]) => at.map((one) => amountIn(hours, one, measure));
  return {
    typical: median(amounts(weeks.length > 0 ? weeks : days)),
    highest: Math.max(0, ...amounts([...weeks, ...days].flatMap(around))),
    of: weeks.length > 0 ? "week" : "day",
  };
}

function sameHourOfWeek(hour: number): number[] {
  return Array.from({ length: WEEKS }, (_, n) => hour - (n + 1) * WEEK_MS);
}

function sameHourOfDay(hour: number, days: number): number[] {
  return Array.from({ length: days }, (_, n) => hour - (n + 1) * DAY_MS);
}

/** A job that comes a little earlier or later is no news. */
function around(hour: number): number[] {
  return NEIGHBOURS.map((offset) => hour + offset);
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}

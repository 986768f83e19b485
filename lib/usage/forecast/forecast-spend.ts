import { seededRandom } from "@/lib/core/seeded-random";

/** Days with usage that a forecast needs. */
export const FORECAST_MIN_DAYS = 3;
/** How far ahead it looks, in days. */
export const FORECAST_HORIZON = 365;

/** How long an amount lasts, in days from now: 80 of 100 courses end from `low` to `high`; null for more than a year. */
export type SpendForecast = {
  low: number | null;
  middle: number | null;
  high: number | null;
  /** What is spent at the end of each day from today on, in nano-dollars: 10, 50 and 90 of 100 courses are below. */
  course: Array<{ low: number; middle: number; high: number }>;
};

export type ForecastInput = {
  /** What was spent on each whole day, the oldest first and yesterday last, in nano-dollars. The last 28 count. */
  daily: readonly number[];
  amount: number;
  /** How much of today is left, from 0 to 1. */
  todayLeft: number;
  /** How many days ahead to look, today included; a year where absent. */
  horizon?: number;
  seed?: number;
};

const MOST_DAYS = 28;
const WEEK = 7;
const COURSES = 400;
/** Weekdays are told apart from two weeks on; until then every day is like another. */
const RHYTHM_FROM_DAYS = 2 * WEEK;
/** How many days of the past count as one more in the shrinking of a weekday towards the mean. */
const SHRINK = 2;
/** A growth wears off by this much from day to day. */
const WEARS_OFF = 0.95;
/** A day counts half as much as one a week later; that goes by about ten days. */
const HALF_LIFE = WEEK;
const LEVEL_DAYS = 10;
/** The level is drawn so much wider than chance alone would have it, as days hang together. */
const WIDER = 2.5;
/** Where no rhythm of the week is known, it is drawn up to this far above or below besides. */
const UNKNOWN_RHYTHM = 0.35;
/** What comes after so many times the amount is not looked at. */
const ENOUGH = 2;

/**
 * How long an amount lasts. Null under three days with usage. The method: the days are freed of the rhythm of the week and of the growth
 * over four weeks; 400 courses of the future are put together from runs of three of those days drawn by chance (a block
 * bootstrap with a fixed seed). Each has a level drawn anew, the last days counting most, and a part of the growth between none and all of it, so
 * that little data makes a wide band.
 */
export function forecastSpend({
  daily,
  amount,
  todayLeft,
  horizon = FORECAST_HORIZON,
  seed = 1,
}: ForecastInput): SpendForecast | null {
  const first = daily.findIndex((spent) => spent > 0);
  const days = first < 0 ? [] : daily.slice(first).slice(-MOST_DAYS);
  if (days.filter((spent) => spent > 0).length < FORECAST_MIN_DAYS) return null;
  const past = shapeOf(days);
  const random = seededRandom(seed);
  const courses = Array.from({ length: COURSES }, () =>
    courseOf(past, { amount, todayLeft, horizon }, random),
  );
  const ends = courses.map((course) => endOf(course, amount, todayLeft)).sort((a, b) => a - b);
  const at = (share: number) => {
    const end = ends[Math.floor(share * (COURSES - 1))] ?? Number.POSITIVE_INFINITY;
    return Number.isFinite(end) ? end : null;
  };
  const [low, middle, high] = [at(0.1), at(0.5), at(0.9)];
  const length = Math.min(horizon, Math.ceil(high ?? middle ?? horizon) + 1);
  return { low, middle, high, course: bandOf(courses, length) };
}

type Past = {
  level: number;
  /** Of the weekday of each coming day, the next one first; null when it is not known. */
  rhythm: number[] | null;
  /** From one day to the next. */
  growth: number;
  /** What a day was beyond level, rhythm and growth: 1 is as expected. The oldest first. */
  rests: number[];
};

function shapeOf(days: readonly number[]): Past {
  const hasRhythm = days.length >= RHYTHM_FROM_DAYS;
  const mean = meanOf(days);
  const weekday = Array.from({ length: WEEK }, (_, n) => {
    if (!hasRhythm) return 1;
    // The weekday of the day that comes n days after the last one.
    const same = days.filter((_, place) => (days.length + n - place) % WEEK === 0);
    return (meanOf(same) * same.length + mean * SHRINK) / ((same.length + SHRINK) * mean);
  });
  const even = days.map((spent, place) => spent / (weekday[(place - days.length + 4 * WEEK) % WEEK] || 1));
  const growth = hasRhythm ? growthOf(even) : 1;
  const rests = even.map((spent, place) => spent / growth ** (place - days.length));
  const level = lateMeanOf(rests);
  const usual = meanOf(rests);
  return { level, rhythm: hasRhythm ? weekday : null, growth, rests: rests.map((rest) => rest / usual) };
}

/** The growth from one day to the next: by the two halves of what is known, as less than four weeks would see it in noise. */
function growthOf(even: readonly number[]): number {
  if (even.length < MOST_DAYS) return 1;
  const half = MOST_DAYS / 2;
  const [before, last] = [meanOf(even.slice(0, half)), meanOf(even.slice(half))];
  if (before <= 0 || last <= 0) return 1;
  return Math.min(2, Math.max(0.5, last / before)) ** (1 / half);
}

/** One course of the future: what is spent on each day, until it is far more than the amount. */
function courseOf(
  { level, rhythm, growth, rests }: Past,
  { amount, todayLeft, horizon }: Pick<ForecastInput, "amount" | "todayLeft"> & { horizon: number },
  random: () => number,
): number[] {
  const own =
    level * levelOf(rests, random) * (rhythm === null ? 1 + UNKNOWN_RHYTHM * (2 * random() - 1) : 1);
  const course: number[] = [];
  let [trend, speed, place, spent] = [1, growth ** random(), 0, 0];
  for (let day = 0; day < horizon && spent < ENOUGH * amount; day += 1) {
    if (day % 3 === 0) place = Math.floor(random() * rests.length);
    const rest = rests[(place + (day % 3)) % rests.length] ?? 1;
    const more = own * trend * rest * (rhythm?.[day % WEEK] ?? 1) * (day === 0 ? todayLeft : 1);
    course.push(more);
    spent += more;
    trend *= speed;
    speed **= WEARS_OFF;
  }
  return course;
}

/** How far the level may be from what it seems: the mean of as many days, drawn anew, as its estimate goes by. */
function levelOf(rests: readonly number[], random: () => number): number {
  const days = Math.min(rests.length, LEVEL_DAYS);
  let sum = 0;
  for (let n = 0; n < days; n += 1) sum += rests[Math.floor(random() * rests.length)] ?? 1;
  return Math.max(0.1, 1 + WIDER * (sum / days - 1));
}

/** When the amount is spent, in days from now. */
function endOf(course: readonly number[], amount: number, todayLeft: number): number {
  let spent = 0;
  for (const [day, more] of course.entries()) {
    if (spent + more >= amount) {
      const part = more === 0 ? 0 : (amount - spent) / more;
      return day === 0 ? part * todayLeft : todayLeft + day - 1 + part;
    }
    spent += more;
  }
  return Number.POSITIVE_INFINITY;
}

function bandOf(courses: readonly number[][], length: number): SpendForecast["course"] {
  const spent = courses.map(() => 0);
  return Array.from({ length }, (_, day) => {
    for (const [at, course] of courses.entries()) spent[at] = (spent[at] ?? 0) + (course[day] ?? 0);
    const sorted = [...spent].sort((a, b) => a - b);
    const of = (share: number) => sorted[Math.floor(share * (COURSES - 1))] ?? 0;
    return { low: of(0.1), middle: of(0.5), high: of(0.9) };
  });
}

/** The mean of days, the late ones counting more. */
function lateMeanOf(values: readonly number[]): number {
  let [sum, weights] = [0, 0];
  for (const [place, value] of values.entries()) {
    const weight = 0.5 ** ((values.length - place) / HALF_LIFE);
    sum += weight * value;
    weights += weight;
  }
  return weights === 0 ? 0 : sum / weights;
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

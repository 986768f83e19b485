import { expect, test } from "vitest";
import { seededRandom } from "@/lib/core/seeded-random";
import { forecastSpend } from "./forecast-spend";

const PAST = 28;
const AHEAD = 200;

/** A key's spending as such series go: a rhythm of the week, growth, noise, and days far above the others. */
function series(seed: number): number[] {
  const random = seededRandom(seed);
  const level = 1e9 * (0.5 + random() * 4);
  const weekend = 0.2 + random() * 0.9;
  const growth = 1 + (random() - 0.35) * 0.02;
  const noise = 0.1 + random() * 0.4;
  const bursts = random() < 0.4 ? 0.08 : 0;
  return Array.from({ length: PAST + AHEAD }, (_, day) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const burst = random() < bursts ? 2 + random() * 3 : 1;
    const rhythm = day % 7 >= 5 ? weekend : 1;
    // Growth does not go on for ever.
    return level * rhythm * growth ** Math.min(day, 60) * Math.exp(noise * normal) * burst;
  });
}

function truth(future: readonly number[], amount: number): number {
  let spent = 0;
  for (const [day, more] of future.entries()) {
    if (spent + more >= amount) return day + (amount - spent) / more;
    spent += more;
  }
  throw new Error("The series is too short");
}

function isWithin(seed: number, known: number, days: number): boolean {
  const all = series(seed);
  const past = all.slice(PAST - known, PAST);
  const amount = (past.slice(-7).reduce((sum, spent) => sum + spent, 0) / Math.min(7, known)) * days;
  const forecast = forecastSpend({ daily: past, amount, todayLeft: 1 });
  const end = truth(all.slice(PAST), amount);
  return forecast !== null && (forecast.low ?? Infinity) <= end && end <= (forecast.high ?? Infinity);
}

test.each([
  [28, 11],
  [28, 30],
  [10, 11],
  [5, 7],
])(
  "of 30 series known for %i days, the band of an amount for about %i days has the truth in at least 70 of 100",
  (known, days) => {
    const hits = Array.from({ length: 30 }, (_, seed) => isWithin(1_000 + seed * 7_919, known, days));
    expect(hits.filter(Boolean).length / hits.length).toBeGreaterThanOrEqual(0.7);
  },
);

test("the band says something: it is narrow where days are alike, and wider where they are not", () => {
  const even = forecastSpend({ daily: Array(28).fill(1e9), amount: 11e9, todayLeft: 1 });
  expect(even).toMatchObject({ low: 11, middle: 11, high: 11 });
  const half = forecastSpend({ daily: Array(28).fill(1e9), amount: 11e9, todayLeft: 0.5 });
  expect(half?.middle).toBeCloseTo(11, 9);
  const wild = forecastSpend({
    daily: Array.from({ length: 28 }, (_, day) => (day % 4 === 0 ? 3e9 : 0.3e9)),
    amount: 11e9,
    todayLeft: 1,
  });
  expect((wild?.high ?? 0) - (wild?.low ?? 0)).toBeGreaterThan(2);
});

test("the same question has the same answer, and courses never fall", () => {
  const given = { daily: series(5).slice(0, 28), amount: 2e10, todayLeft: 0.3 };
  const forecast = forecastSpend(given);
  expect(forecastSpend(given)).toEqual(forecast);
  for (const [day, { low, middle, high }] of (forecast?.course ?? []).entries()) {
    expect(low <= middle && middle <= high).toBe(true);
    expect(middle).toBeGreaterThanOrEqual(forecast?.course[day - 1]?.middle ?? 0);
  }
});

test("under three days with usage nothing is said, and an amount that lasts for years has no end", () => {
  for (const daily of [[], [0, 0, 0], [1e9, 1e9], [0, 5e9, 0, 0, 2e9]]) {
    expect(forecastSpend({ daily, amount: 1e9, todayLeft: 1 })).toBeNull();
  }
  const long = forecastSpend({ daily: [1, 1, 1, 1], amount: 1e12, todayLeft: 1 });
  expect(long).toMatchObject({ low: null, middle: null, high: null });
  expect(long?.course).toHaveLength(365);
});

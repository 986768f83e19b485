import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { TIME_CLASSES } from "@/db/schema/usage";
import { testDatabase } from "@/lib/testing/database";
import { METRIC_KINDS } from "../chart/metric-kind";
import { TIME_CLASS_STARTS, timeAtShare, timeClassOf, timeClassSql } from "./time-classes";

const { db, end } = await testDatabase();
afterAll(end);

test("every time is in the same class here and in Postgres", async () => {
  const edges = TIME_CLASS_STARTS.flatMap((start) => [start - 1, start, start + 1]);
  const times = [0, ...edges, 3_600_000, 2_147_483_647];
  const rows = await db.execute(sql`
    select t.ms, ${timeClassSql(sql.raw("t.ms"))} as class
    from unnest(${`{${times.join()}}`}::int[]) with ordinality t (ms, place) order by t.place`);
  expect(rows.map((row) => [row.ms, row.class])).toEqual(times.map((ms) => [ms, timeClassOf(ms)]));
  expect(new Set(times.map(timeClassOf)).size).toBe(TIME_CLASSES);
});

/** How far from the truth a percentile can be between a tenth of a second and a minute, as a part of the truth. */
const MOST_OFF = 0.26;

function countsOf(times: readonly number[]): number[] {
  const counts = new Array<number>(TIME_CLASSES).fill(0);
  for (const ms of times) counts[timeClassOf(ms)] = (counts[timeClassOf(ms)] ?? 0) + 1;
  return counts;
}

describe("a percentile between a tenth of a second and a minute", () => {
  const time = fc.oneof(
    fc.integer({ min: 100, max: 59_999 }),
    fc.constantFrom(...TIME_CLASS_STARTS.filter((start) => start >= 100 && start < 60_000)),
  );

  test("is never further from the truth than its class is wide, however times crowd", () => {
    fc.assert(
      fc.property(
        fc.array(time, { minLength: 1, maxLength: 60 }),
        fc.constantFrom(0.5, 0.95, 0.99),
        (times, share) => {
          const sorted = times.toSorted((a, b) => a - b);
          const truth = sorted[Math.ceil(share * times.length) - 1] ?? Number.NaN;
          const read = timeAtShare(countsOf(times), share) ?? Number.NaN;
          expect(Math.abs(read - truth) / truth).toBeLessThanOrEqual(MOST_OFF);
        },
      ),
    );
  });

  test("can be as far off as people are told", () => {
    expect(timeAtShare(countsOf([100]), 0.99)).toBe(100 * (1 + MOST_OFF));
    expect(METRIC_KINDS.latencyP99.meaning).toContain(`at most ${MOST_OFF * 100} % off`);
  });
});

import { type SQL, sql } from "drizzle-orm";
import { TIME_CLASSES } from "@/db/schema/usage";

/** Where the longest class is taken to end, in milliseconds: a call runs for an hour at most. */
const END_MS = 3_600_000;

/**
 * The first milliseconds of all classes but the shortest, which begins at 0: a quarter apart from a
 * tenth of a second, where calls of models begin, up to a minute, and wider on both sides of that.
 */
export const TIME_CLASS_STARTS: readonly number[] = [
  ...[2, 5, 10, 20, 35, 60],
  ...Array.from({ length: 29 }, (_, at) => Math.round(100 * 600 ** (at / 28))),
  ...[100_000, 180_000, 320_000, 600_000],
];

/** Which class a time is in, from 0. */
export function timeClassOf(ms: number): number {
  return TIME_CLASS_STARTS.filter((start) => start <= ms).length;
}

/** The same in Postgres. */
export function timeClassSql(ms: SQL): SQL {
  return sql`width_bucket(${ms}, ${sql.raw(`'{${TIME_CLASS_STARTS.join()}}'::int[]`)})`;
}

/**
 * The time in milliseconds that a part of the requests stayed below, read from how many there are in each class as if they were
 * spread evenly over it. Null when there are none.
 */
export function timeAtShare(counts: readonly number[], share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let before = 0;
  for (let at = 0; at < TIME_CLASSES; at += 1) {
    const count = counts[at] ?? 0;
    if (count > 0 && before + count >= share * total) {
      const from = TIME_CLASS_STARTS[at - 1] ?? 0;
      const to = TIME_CLASS_STARTS[at] ?? END_MS;
      return Math.round(from + ((to - from) * (share * total - before)) / count);
    }
    before += count;
  }
  return null;
}

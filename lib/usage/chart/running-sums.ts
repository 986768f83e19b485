import type { ChartValue } from "@/lib/core/chart-data";

/** Each value with all before it. What is unknown adds nothing; as long as nothing else has come, the sum is unknown too. */
export function runningSums(values: ReadonlyArray<ChartValue>): ChartValue[] {
  let sum: bigint | null = null;
  let isUnknown = false;
  return values.map((value) => {
    if (value === null) isUnknown = true;
    else sum = (sum ?? 0n) + BigInt(value);
    return sum === null || (isUnknown && sum === 0n) ? null : String(sum);
  });
}

/** Counts with all before them. */
export function runningCounts(counts: ReadonlyArray<number>): number[] {
  let sum = 0;
  return counts.map((count) => {
    sum += count;
    return sum;
  });
}

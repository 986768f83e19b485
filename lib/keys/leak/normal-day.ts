import { DAY_MS } from "@/lib/core/time";
import type { NormalDay } from "./damage";
import { DAY, type DamageRow } from "./damage-rows";

type Day = Pick<NormalDay, "calls" | "errors" | "unpriced" | "costNanoUsd">;
const QUIET: Day = { calls: 0, errors: 0, unpriced: 0, costNanoUsd: 0n };

/**
 * The median of the UTC days before a moment, from the first call on; the day of that moment itself is left out unless it is
 * all there is. Days without a call count. `unpriced` above 0 says that the cost is not all of it.
 */
export function normalDay(rows: DamageRow[], { from, to }: { from: Date; to: Date }): NormalDay {
  const told = new Map(
    rows
      .filter(({ kind, value }) => kind === DAY && value !== null)
      .map((row) => [Number(row.value), dayOf(row)]),
  );
  const first = startOfDay(from);
  const last = Math.max(first, startOfDay(to) - DAY_MS);
  const days = Array.from(
    { length: Math.round((last - first) / DAY_MS) + 1 },
    (_, place) => told.get(first + place * DAY_MS) ?? QUIET,
  );
  return {
    days: days.length,
    calls: medianOf(days.map(({ calls }) => calls)),
    errors: medianOf(days.map(({ errors }) => errors)),
    unpriced: medianOf(days.map(({ unpriced }) => unpriced)),
    costNanoUsd: medianOfBigints(days.map(({ costNanoUsd }) => costNanoUsd)),
  };
}

function dayOf(row: DamageRow): Day {
  return {
    calls: Number(row.calls_before),
    errors: Number(row.errors_before),
    unpriced: Number(row.unpriced_before),
    costNanoUsd: BigInt(row.cost_before ?? 0),
  };
}

function startOfDay(moment: Date): number {
  return Math.floor(moment.getTime() / DAY_MS) * DAY_MS;
}

/** Between two middle ones the mean, a half rounded up. */
function medianOf(values: number[]): number {
  return Number(medianOfBigints(values.map(BigInt)));
}

function medianOfBigints(values: bigint[]): bigint {
  const sorted = [...values].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0n;
  if (sorted.length % 2 === 1) return upper;
  return (upper + (sorted[middle - 1] ?? 0n) + 1n) / 2n;
}

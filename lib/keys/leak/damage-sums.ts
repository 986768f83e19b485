import type { DamageGroup, DamageSplit, DamageSums } from "./damage";
import type { DamageRow } from "./damage-rows";

/** Past so many groups of one kind the rest is summed: whoever has a key can call as a million programs. */
const MOST_GROUPS = 200;

/** The sums of one row of the statement. Counts are exact to 2^53, money is whole nano-dollars. */
export function sumsOf(row: DamageRow | undefined): DamageSums {
  return {
    calls: Number(row?.calls ?? 0),
    errors: Number(row?.errors ?? 0),
    unpriced: Number(row?.unpriced ?? 0),
    costNanoUsd: BigInt(row?.cost ?? 0),
    inputTokens: Number(row?.input ?? 0),
    cachedInputTokens: Number(row?.cached ?? 0),
    cacheWriteTokens: Number(row?.written ?? 0),
    outputTokens: Number(row?.output ?? 0),
    reasoningTokens: Number(row?.reasoning ?? 0),
    audioTokens: Number(row?.audio ?? 0),
  };
}

type Merged = {
  value: string | null;
  sums: DamageSums;
  firstMs: number;
  lastMs: number;
  callsBefore: number;
};

/** Rows whose values mean the same as one group: the addresses of one subscriber. Those without a call since are left out. */
export function mergedGroups(rows: DamageRow[], same: (value: string) => string): Merged[] {
  const merged = new Map<string | null, Merged>();
  for (const row of rows) {
    const value = row.value === null ? null : same(row.value);
    const sums = sumsOf(row);
    const own = {
      value,
      sums,
      firstMs: Number(row.first_ms ?? Number.POSITIVE_INFINITY),
      lastMs: Number(row.last_ms ?? 0),
      callsBefore: Number(row.calls_before),
    };
    const other = merged.get(value);
    merged.set(value, other === undefined ? own : both(other, own));
  }
  return [...merged.values()].filter(({ sums }) => sums.calls > 0);
}

function both(one: Merged, other: Merged): Merged {
  return {
    value: one.value,
    sums: added(one.sums, other.sums),
    firstMs: Math.min(one.firstMs, other.firstMs),
    lastMs: Math.max(one.lastMs, other.lastMs),
    callsBefore: one.callsBefore + other.callsBefore,
  };
}

/** Groups with the most calls first, and the sum of those past the most that are told one by one. */
export function splitOf(
  merged: Merged[],
  { isCompared, labelled }: { isCompared: boolean; labelled: (value: string | null) => string | null },
): DamageSplit {
  const ordered = [...merged].sort(
    (one, other) =>
      other.sums.calls - one.sums.calls || (one.value ?? "").localeCompare(other.value ?? "", "en"),
  );
  const groups = ordered.slice(0, MOST_GROUPS).map(
    ({ value, sums, firstMs, lastMs, callsBefore }): DamageGroup => ({
      ...sums,
      value,
      label: labelled(value),
      firstAt: new Date(firstMs),
      lastAt: new Date(lastMs),
      isNew: isCompared ? callsBefore === 0 : null,
    }),
  );
  const rest = ordered.slice(MOST_GROUPS);
  if (rest.length === 0) return { groups, others: null };
  const sums = rest.reduce((sum, group) => added(sum, group.sums), sumsOf(undefined));
  return { groups, others: { ...sums, values: rest.length } };
}

function added(one: DamageSums, other: DamageSums): DamageSums {
  return {
    calls: one.calls + other.calls,
    errors: one.errors + other.errors,
    unpriced: one.unpriced + other.unpriced,
    costNanoUsd: one.costNanoUsd + other.costNanoUsd,
    inputTokens: one.inputTokens + other.inputTokens,
    cachedInputTokens: one.cachedInputTokens + other.cachedInputTokens,
    cacheWriteTokens: one.cacheWriteTokens + other.cacheWriteTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    reasoningTokens: one.reasoningTokens + other.reasoningTokens,
    audioTokens: one.audioTokens + other.audioTokens,
  };
}

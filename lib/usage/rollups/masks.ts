import type { Dimension, DimensionFilter } from "@/lib/core/request-filter";

/** The bits of the dimensions in `usage_rollups.mask`. The tags of a key are read from the key. */
const BITS: Record<Dimension, number> = {
  key: 1,
  gate: 2,
  provider: 4,
  model: 8,
  endpoint: 16,
  status: 32,
  tag: 1,
};

/** The columns of the dimensions in the order of their bits, the lowest first. */
export const MASK_COLUMNS = ["key_id", "gate_id", "provider", "model", "endpoint", "status"] as const;

/** By which dimensions hours are folded, and days with their times: those with few rows first. */
export const TIMED_MASKS = [0, 16, 32, 2, 12, 1] as const;
/** By which dimensions days are folded besides, without times: two of those that are told apart most, and all of them. */
export const DAY_MASKS = [34, 44, 14, 33, 13, 3, 63] as const;

/** The mask that tells apart some dimensions and nothing else. */
export function maskOf(dimensions: ReadonlyArray<Dimension | null | undefined>): number {
  return dimensions.reduce((mask, dimension) => mask | (dimension == null ? 0 : BITS[dimension]), 0);
}

/** The first of some masks in which all dimensions are told apart that a query asks for. Null when there is none. */
export function maskFor(
  masks: readonly number[],
  query: {
    group?: Dimension | null | undefined;
    subgroup?: Dimension | null | undefined;
    filter: DimensionFilter;
  },
): number | null {
  const filtered = (Object.keys(query.filter) as Dimension[]).filter((dimension) => {
    const choice = query.filter[dimension];
    return choice !== undefined && choice.in.length + choice.notIn.length > 0;
  });
  const bits = maskOf([query.group, query.subgroup, ...filtered]);
  return masks.find((mask) => (mask & bits) === bits) ?? null;
}

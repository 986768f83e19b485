import type { Ctx } from "@/lib/context";
import type { DimensionFilter } from "@/lib/core/request-filter";
import { DAY_MS, type TimeRange } from "@/lib/core/time";
import { knownCost } from "../known-cost";
import type { SeriesName } from "./contract";
import { readUsage } from "./read-usage";

/** What costs can be told apart by. */
export type CostGroup = "key" | "gate" | "model";

/** What the requests of one group cost on one day, in nano-dollars; null when nothing is known of it. */
export type DailyCost = {
  name: SeriesName;
  requests: number;
  unpriced: number;
  costNanoUsd: bigint | null;
};
export type CostDay = TimeRange & { costs: DailyCost[] };

/** Groups without any limit that matters: every one of them is told. */
const ALL = 1_000_000;

/** Costs of whole UTC days, each with the groups that have requests then, the most expensive group of the span first. */
export async function usageCosts(
  ctx: Ctx,
  { from, days, groups, filter }: { from: Date; days: number; groups: CostGroup[]; filter: DimensionFilter },
): Promise<CostDay[]> {
  if (days === 0) return [];
  const span = { from, to: new Date(from.getTime() + days * DAY_MS) };
  const [group, subgroup] = groups;
  const query = { ...span, zone: "UTC", grain: "day", metric: "spend", filter, top: ALL } as const;
  const { starts, series } = await readUsage(ctx, { ...query, group, subgroup }, span);
  return starts.map((start, at) => ({
    from: start,
    to: new Date(start.getTime() + DAY_MS),
    costs: series.flatMap(({ name, cells }) => {
      const cell = cells[at];
      if (cell === undefined || cell.requests === 0) return [];
      const { requests, unpriced } = cell;
      return [{ name, requests, unpriced, costNanoUsd: knownCost(cell) }];
    }),
  }));
}

import type { Ctx } from "@/lib/context";
import type { Dimension } from "@/lib/core/request-filter";
import type { TimeRange } from "@/lib/core/time";
import { exploreUsage } from "../explore/explore-usage";
import { findUsageNames } from "./find-usage-names";
import { valueWords } from "./series-words";

const MOST = 50;

/** The values of a dimension that requests of a span have, with what they are called, at most 50, the most used first. */
export async function valuesInUse(
  ctx: Ctx,
  dimension: Dimension,
  span: TimeRange,
): Promise<Array<{ value: string | null; label: string }>> {
  const { series } = await exploreUsage(ctx, {
    ...span,
    zone: "UTC",
    grain: "none",
    metric: "requests",
    group: dimension,
    filter: {},
    top: MOST,
  });
  const values = series.flatMap(({ name, others }) => (others === null ? [name.group ?? null] : []));
  const ids = values.filter((value) => value !== null);
  const names = await findUsageNames(ctx, {
    keys: dimension === "key" ? ids : [],
    gates: dimension === "gate" ? ids : [],
  });
  return values.map((value) => ({ value, label: valueWords(dimension, value, names) }));
}

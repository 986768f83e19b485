import type { Ctx } from "@/lib/context";
import type { ExploreAnswer } from "../explore/contract";
import type { UsageNames, UsagePlan } from "./contract";
import { findUsageNames } from "./find-usage-names";

/** What the keys and gates are called that the series of an answer stand for or that its filter names. */
export function usageNamesIn(
  ctx: Ctx,
  { query }: Pick<UsagePlan, "query">,
  { series }: Pick<ExploreAnswer, "series">,
): Promise<UsageNames> {
  const ids = (dimension: "key" | "gate") => {
    const { in: included = [], notIn = [] } = query.filter[dimension] ?? {};
    const found = series.flatMap(({ name }) => [
      ...(query.group === dimension ? [name.group] : []),
      ...(query.subgroup === dimension ? [name.subgroup] : []),
    ]);
    return [...included, ...notIn, ...found].filter((id) => id != null);
  };
  return findUsageNames(ctx, { keys: ids("key"), gates: ids("gate") });
}

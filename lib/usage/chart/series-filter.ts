import {
  type Choice,
  type Dimension,
  type DimensionFilter,
  formatChoice,
  only,
  parseChoice,
} from "@/lib/core/request-filter";
import type { ExploreQuery, SeriesName, UsageSeries } from "../explore/contract";

type Asked = Pick<ExploreQuery, "group" | "subgroup" | "filter">;

/**
 * Which requests a series stands for: the filter of the query and what the series is. Null where a filter cannot say it: the rest of
 * pairs of values, the rest of tags (a key with two is in both), one tag of a key that was asked for by another, too many values.
 */
export function seriesFilter(
  { group, subgroup, filter }: Asked,
  series: Pick<UsageSeries, "name" | "others">,
  shown: ReadonlyArray<Pick<UsageSeries, "name" | "others">>,
): DimensionFilter | null {
  if (series.others === null) return named({ group, subgroup, filter }, series.name);
  if (!group || subgroup || group === "tag") return null;
  const names = shown.filter(({ others }) => others === null).map(({ name }) => name.group ?? null);
  const asked = filter[group] ?? { in: [], notIn: [] };
  const rest = { in: asked.in, notIn: [...new Set([...asked.notIn, ...names])] };
  return canBeSaid(group, rest) ? { ...filter, [group]: rest } : null;
}

function named({ group, subgroup, filter }: Asked, name: SeriesName): DimensionFilter | null {
  const parts: Array<[Dimension, string | null]> = [];
  if (group) parts.push([group, name.group ?? null]);
  if (subgroup) parts.push([subgroup, name.subgroup ?? null]);
  const narrowed: DimensionFilter = { ...filter };
  for (const [dimension, value] of parts) {
    const choice = narrow(dimension, filter[dimension], value);
    if (choice === null || !canBeSaid(dimension, choice)) return null;
    narrowed[dimension] = choice;
  }
  return narrowed;
}

/** A value among those that were asked for. A request has one of each but tags, so that saying the one says it all. */
function narrow(dimension: Dimension, asked: Choice | undefined, value: string | null): Choice | null {
  if (dimension !== "tag" || asked === undefined) return only(value);
  const isAsked = asked.in.length === 0 || asked.in.includes(value);
  return isAsked ? { in: [value], notIn: asked.notIn } : null;
}

/** False for what an address has no room for. */
function canBeSaid(dimension: Dimension, choice: Choice): boolean {
  return parseChoice(dimension, formatChoice(choice)) !== null;
}

import { NONE_WORDS } from "@/lib/core/dimension-words";
import { formatCountExact } from "@/lib/core/format";
import type { Dimension } from "@/lib/core/request-filter";
import type { ExploreQuery, UsageSeries } from "../explore/contract";
import type { UsageNames } from "./contract";

/** What a value of a dimension is called on a screen: keys and gates by their names, a deleted one marked as such. */
export function valueWords(dimension: Dimension, value: string | null, names: UsageNames): string {
  if (value === null) return NONE_WORDS[dimension];
  if (dimension !== "key" && dimension !== "gate") return value;
  const known = names.get(value);
  if (known === undefined) return `unknown ${dimension} ${value.slice(0, 8)}`;
  return known.isDeleted ? `${known.name} (deleted)` : known.name;
}

/** What a series is called: `claude-sonnet-4`, `Production · gpt-4o`, `Other (12)`; `noun` when it is all there is. */
export function seriesWords(
  { group, subgroup }: Pick<ExploreQuery, "group" | "subgroup">,
  { name, others }: Pick<UsageSeries, "name" | "others">,
  names: UsageNames,
  noun: string,
): string {
  if (others !== null) return `Other (${formatCountExact(others)})`;
  const parts = [
    ...(group ? [valueWords(group, name.group ?? null, names)] : []),
    ...(subgroup ? [valueWords(subgroup, name.subgroup ?? null, names)] : []),
  ];
  return parts.length === 0 ? noun : parts.join(" · ");
}

/** What tells a series from the others, whatever it is called; the colour belongs to it. */
export function seriesId({ name, others }: Pick<UsageSeries, "name" | "others">): string {
  if (others !== null) return "other";
  const part = (value: string | null | undefined) => (value === undefined ? [] : [value ?? "none"]);
  return [...part(name.group), ...part(name.subgroup)].join(" ") || "all";
}

import { ButtonLink } from "@/components/ui/button";
import type { Ctx } from "@/lib/context";
import { DIMENSION_WORDS } from "@/lib/core/dimension-words";
import { DIMENSIONS, type Dimension, type DimensionFilter } from "@/lib/core/request-filter";
import type { UsageNames, UsagePlan } from "@/lib/usage/chart/contract";
import { findUsageNames } from "@/lib/usage/chart/find-usage-names";
import { valueWords } from "@/lib/usage/chart/series-words";
import { usageHref, writeUsageAddress } from "@/lib/usage/chart/usage-address";
import { ChoiceFields } from "../../_log-parts/toolbar/choice-fields";
import { FilterChip } from "../../_log-parts/toolbar/filter-chip";
import { choiceWords } from "../../_log-parts/toolbar/filter-words";
import type { Option } from "../../_log-parts/toolbar/options";

/** Which requests are counted: a chip per dimension, with the values that occur behind it. */
export async function UsageFilters({ ctx, plan }: { ctx: Ctx; plan: UsagePlan }) {
  const { view } = plan;
  const names = await findUsageNames(ctx, { keys: idsIn(view.filter.key), gates: idsIn(view.filter.gate) });
  const isSet = DIMENSIONS.filter((dimension) => view.filter[dimension] !== undefined).length;
  return (
    <section
      aria-label="Filters"
      className="flex min-w-0 flex-wrap items-center gap-2 max-md:grid max-md:grid-cols-2 max-md:items-start max-md:[&>div:has([open])]:col-span-2"
    >
      {DIMENSIONS.map((dimension) => (
        <DimensionChip key={dimension} plan={plan} dimension={dimension} names={names} />
      ))}
      {isSet < 2 ? null : (
        <ButtonLink
          size="sm"
          variant="ghost"
          href={usageHref({ ...view, filter: {} })}
          scroll={false}
          prefetch={false}
        >
          Clear all
        </ButtonLink>
      )}
    </section>
  );
}

function DimensionChip({
  plan,
  dimension,
  names,
}: {
  plan: UsagePlan;
  dimension: Dimension;
  names: UsageNames;
}) {
  const { view } = plan;
  const choice = view.filter[dimension];
  const { [dimension]: _, ...others } = view.filter;
  const label = DIMENSION_WORDS[dimension];
  const kept = [...writeUsageAddress({ ...view, filter: others })];
  const known = new Map([...names].map(([id]) => [id, valueWords(dimension, id, names)]));
  return (
    <FilterChip
      label={label}
      value={choiceWords(dimension, choice, { [dimension]: known })}
      removeHref={choice === undefined ? null : usageHref({ ...view, filter: others })}
    >
      <ChoiceFields
        key={JSON.stringify(choice ?? null)}
        name={dimension}
        label={label}
        path="/usage"
        kept={kept}
        options={chosen(dimension, choice, names)}
        source={choicesOf(plan, dimension)}
        typed={null}
      />
    </FilterChip>
  );
}

/** Where the values of a dimension that occur in the span are read from, with the filters of the others. */
function choicesOf({ query }: UsagePlan, dimension: Dimension): string {
  const span = new URLSearchParams({
    of: dimension,
    from: query.from.toISOString(),
    to: query.to.toISOString(),
  });
  return `/usage/choices?${span}`;
}

function chosen(dimension: Dimension, choice: DimensionFilter[Dimension], names: UsageNames): Option[] {
  const option = (side: "in" | "out") => (value: string | null) => ({
    value,
    label: valueWords(dimension, value, names),
    chosen: side,
  });
  return [...(choice?.in ?? []).map(option("in")), ...(choice?.notIn ?? []).map(option("out"))];
}

function idsIn(choice: DimensionFilter[Dimension]): string[] {
  return [...(choice?.in ?? []), ...(choice?.notIn ?? [])].filter((id) => id !== null);
}

import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import { chosenRange, GRAINS, type Grain, previousRange } from "@/lib/core/time-choice";
import type { UsagePlan, UsageView } from "./contract";

/** More bars than this nobody can tell apart, or press. */
const MOST_BARS = 200;
const LENGTHS: Record<Grain, number> = {
  minute: MINUTE_MS,
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 28 * DAY_MS,
  none: Number.POSITIVE_INFINITY,
};

/** The lengths of bars that a span can be counted in. */
export function possibleGrains({ from, to }: { from: Date; to: Date }): Grain[] {
  return GRAINS.filter((grain) => (to.getTime() - from.getTime()) / LENGTHS[grain] <= MOST_BARS);
}

/**
 * Decides what a view leaves open: the span by the clock, the zone, the bars. A length of bars that the span has too many of is
 * the one that suits instead; compare `plan.query.grain` with what was asked for.
 */
export function usagePlan(view: UsageView, homeZone: string, now: Date): UsagePlan {
  const zone = view.zone ?? homeZone;
  const range = chosenRange(view.time, zone, now);
  const grain = view.grain !== null && possibleGrains(range).includes(view.grain) ? view.grain : range.grain;
  const { metric, group, subgroup, filter, top } = view;
  const query = { from: range.from, to: range.to, zone, grain, metric, group, subgroup, filter, top };
  return { view, zone, range, query, previous: { ...query, ...previousRange(range, zone) } };
}

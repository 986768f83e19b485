import { type SQL, sql } from "drizzle-orm";
import { TIME_CLASSES } from "@/db/schema/usage";
import type { Ctx } from "@/lib/context";
import type { Certainty, Dimension } from "@/lib/core/request-filter";
import { HOUR_MS, type TimeRange } from "@/lib/core/time";
import { dimensionConditions, sumsColumns } from "@/lib/usage/dimension-conditions";
import { timeClassOf } from "@/lib/usage/explore/time-classes";
import { iso } from "@/lib/usage/sql-moment";
import type { LogFilter } from "./contract";

type Reader = Pick<Ctx, "db" | "accountId">;
/** By which mask hours are folded that tells a dimension apart. Keys have an index of their own, and their folds too many rows. */
const MASKS: Partial<Record<Dimension, number>> = {
  gate: 2,
  provider: 12,
  model: 12,
  endpoint: 16,
  status: 32,
};
const COUNTED: Partial<Record<Certainty, SQL>> = {
  estimated: sql`r.estimated > 0`,
  interrupted: sql`r.interrupted > 0`,
  unpriced: sql`r.unpriced > 0`,
};

/**
 * The parts of a span in which rows of a filter can be, the newest first: what is folded of the sums tells in which hours there are
 * none. Null when they tell nothing of this filter.
 */
export async function likelyHours(
  ctx: Reader,
  filter: LogFilter,
  span: TimeRange,
): Promise<TimeRange[] | null> {
  const tests = testsOf(ctx, filter);
  if (tests.length === 0 || span.from >= span.to) return null;
  const folded = sql`r.account_id = ${ctx.accountId} and r.grain = 'hour' and r.zone = 'UTC' and r.start >= ${iso(span.from)} - interval '1 hour'
    and r.start < ${iso(span.to)}`;
  const each = tests.map(
    ({ mask, met }) =>
      sql`select r.start from usage_rollups r where ${folded} and r.mask = ${mask} and ${met}`,
  );
  const rows = await ctx.db.execute<{ since: string; until: string; hours: string[] | null }>(sql`
    select extract(epoch from since)::bigint::text as since, extract(epoch from until)::bigint::text as until,
      (select array_agg(extract(epoch from start)::bigint::text) from (
        (${sql.join(each, sql` intersect `)}) union
        select hour from usage_late_hours where account_id = ${ctx.accountId} and hour < ${iso(span.to)}
      ) likely) as hours
    from usage_rollup_spans where account_id = ${ctx.accountId} and grain = 'hour' and zone = 'UTC'`);
  const [fold] = rows;
  if (fold === undefined) return null;
  const ms = (seconds: string) => Number(seconds) * 1_000;
  const known = { from: new Date(ms(fold.since)), to: new Date(ms(fold.until)) };
  const hours = (fold.hours ?? []).map((hour) => ({
    from: new Date(ms(hour)),
    to: new Date(ms(hour) + HOUR_MS),
  }));
  return joined([{ from: known.to, to: span.to }, ...hours, { from: span.from, to: known.from }], span);
}

/** What an hour must have for each part of the filter that the sums know. */
function testsOf(ctx: Reader, filter: LogFilter): Array<{ mask: number; met: SQL }> {
  const ofDimensions = Object.entries(MASKS).flatMap(([dimension, mask]) => {
    const met = dimensionConditions(ctx, { [dimension]: filter[dimension as Dimension] }, sumsColumns("r"));
    return met.length === 0 ? [] : [{ mask, met: sql.join(met, sql` and `) }];
  });
  const counted = filter.certainty?.map((certainty) => COUNTED[certainty]) ?? [];
  const known = counted.filter((met) => met !== undefined);
  const ofRows = [
    ...(filter.failed === true ? [sql`r.errors > 0`] : []),
    ...(filter.fallback === true ? [sql`r.fallbacks > 0`] : []),
    ...(filter.ownProviderKey === true ? [sql`r.own_requests > 0`] : []),
    ...(filter.cached === true ? [sql`r.cached_input_tokens > 0`] : []),
    ...(known.length > 0 && known.length === counted.length ? [sql`(${sql.join(known, sql` or `)})`] : []),
    ...(typeof filter.minLatencyMs === "number" ? [tookAtLeast(filter.minLatencyMs)] : []),
  ];
  return [...ofDimensions, ...ofRows.map((met) => ({ mask: 0, met }))];
}

/** The class in which a time is has shorter ones too, so this lets hours through that have only those. */
function tookAtLeast(ms: number): SQL {
  const classes = Array.from({ length: TIME_CLASSES }, (_, at) => at).slice(timeClassOf(ms));
  const counts = classes.map((at) => sql.raw(`coalesce(r.latency_${at}, 0)`));
  return sql`${sql.join(counts, sql` + `)} > 0`;
}

/** Spans in the order of time, newest first, cut off at another one; those that touch are one. */
function joined(spans: TimeRange[], within: TimeRange): TimeRange[] {
  const parts = spans
    .map(({ from, to }) => ({
      from: new Date(Math.max(from.getTime(), within.from.getTime())),
      to: new Date(Math.min(to.getTime(), within.to.getTime())),
    }))
    .filter(({ from, to }) => from < to)
    .sort((one, other) => other.to.getTime() - one.to.getTime());
  const found: TimeRange[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (last !== undefined && last.from <= part.to) {
      if (part.from < last.from) last.from = part.from;
    } else found.push({ ...part });
  }
  return found;
}

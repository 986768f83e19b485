import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { DIMENSIONS, type RequestFilter } from "@/lib/core/request-filter";
import { HOUR_MS, type TimeRange } from "@/lib/core/time";
import { dimensionConditions, sumsColumns } from "@/lib/usage/dimension-conditions";

/** True when a filter asks for nothing that the hourly sums do not tell apart. */
export function isOfDimensions(filter: RequestFilter): boolean {
  const known: readonly string[] = [...DIMENSIONS, "from", "to"];
  return Object.entries(filter).every(
    ([name, value]) => known.includes(name) || value === null || value === undefined,
  );
}

/** The whole hours within a span, and what of it lies before and after them. Without whole hours all of it lies before. */
export function splitHours({ from, to }: TimeRange): {
  before: TimeRange;
  hours: TimeRange;
  after: TimeRange;
} {
  const first = new Date(Math.ceil(from.getTime() / HOUR_MS) * HOUR_MS);
  const last = new Date(Math.floor(to.getTime() / HOUR_MS) * HOUR_MS);
  if (first >= last) return { before: { from, to }, hours: { from: to, to }, after: { from: to, to } };
  return { before: { from, to: first }, hours: { from: first, to: last }, after: { from: last, to } };
}

/** The condition of a filter over `usage_hourly u` within whole hours. */
export function summedWithin(ctx: Pick<Ctx, "accountId">, filter: RequestFilter, hours: TimeRange): SQL {
  const conditions = dimensionConditions(ctx, filter, sumsColumns("u"));
  return sql.join(
    [
      sql`u.account_id = ${ctx.accountId}`,
      sql`u.hour >= ${hours.from.toISOString()}::timestamptz and u.hour < ${hours.to.toISOString()}::timestamptz`,
      ...conditions,
    ],
    sql` and `,
  );
}

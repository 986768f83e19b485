import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { DAY_MS, type TimeRange } from "@/lib/core/time";
import { DAY_MASKS, maskFor, TIMED_MASKS } from "../rollups/masks";
import { planSources } from "../rollups/plan-sources";
import type { ExploreQuery } from "./contract";
import { minuteSums, rowTimes } from "./log-parts";
import { timesOf } from "./metric-order";
import type { PartQuery } from "./part-query";
import type { FoldedSpan } from "./read-folded";
import { seriesNames } from "./series-columns";
import { foldedSums, hourlySums } from "./sums-parts";
import { CLASS_COLUMNS } from "./tally";

/** Over how long times are looked up in the log, in milliseconds: longer spans have too many rows. */
const ROWS_SPAN_MS = 31 * DAY_MS;
/** So many spans of hourly sums may be a statement each. */
const FEW_SPANS = 3;

/** What is folded of a span, and the calendar days that it touches. */
export type FoldedDays = FoldedSpan & { days: Array<{ from: number; to: number }> };

/** Whether the log itself has to be read over the whole span: for minutes, and for times that are not folded. */
export function isOfRows(query: ExploreQuery): boolean {
  return query.grain === "minute" || (timesOf(query.metric) !== null && maskFor(TIMED_MASKS, query) === null);
}

/**
 * A statement whose rows together are the span's usage, each request in one of them: folded days and hours where there are, the
 * hourly sums for the rest, and the log for minutes and for times that nothing else knows.
 */
export function readParts(ctx: Ctx, query: PartQuery, span: TimeRange, folded: FoldedDays): SQL {
  const parts =
    query.grain === "minute" ? [minuteSums(ctx, query, span)] : hourParts(ctx, query, span, folded);
  const columns = [...query.measures, ...(timesOf(query.metric) === null ? [] : CLASS_COLUMNS)];
  const list = sql.raw(columns.map((column) => `p.${column}`).join(", "));
  return sql.join(
    parts.map((part) => sql`select p.start, ${seriesNames(query)}, ${list} from (${part}) p`),
    sql` union all `,
  );
}

function hourParts(ctx: Ctx, query: PartQuery, span: TimeRange, folded: FoldedDays): SQL[] {
  const times = timesOf(query.metric);
  const hourMask = maskFor(TIMED_MASKS, query);
  // Without a fold that has times and what is told apart, all times come from the log.
  const isTimed = times !== null && hourMask !== null;
  const dayMask = hourMask ?? maskFor(DAY_MASKS, query);
  const sources = planSources(span, {
    ...folded,
    daysUntil: dayMask === null ? null : folded.daysUntil,
    hoursUntil: hourMask === null ? null : folded.hoursUntil,
  });
  const untimed = times === null ? [] : isTimed ? sources.sums : [span];
  const parts: SQL[] = [];
  if (dayMask !== null && sources.days.length > 0) {
    parts.push(foldedSums(ctx, query, { grain: "day", mask: dayMask, isTimed, span }, sources.days));
  }
  if (hourMask !== null && sources.hours.length > 0) {
    parts.push(foldedSums(ctx, query, { grain: "hour", mask: hourMask, isTimed, span }, sources.hours));
  }
  // Few spans are read one by one, each straight from its place in the index; of several at once all that lies between is read too.
  const together = sources.sums.length > FEW_SPANS ? [sources.sums] : sources.sums.map((each) => [each]);
  parts.push(...together.map((spans) => hourlySums(ctx, query, span, spans)));
  if (times !== null && untimed.length > 0 && lengthOf(untimed) <= ROWS_SPAN_MS) {
    parts.push(rowTimes(ctx, query, times, span, untimed));
  }
  return parts;
}

function lengthOf(spans: TimeRange[]): number {
  return spans.reduce((sum, { from, to }) => sum + (to.getTime() - from.getTime()), 0);
}

import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { TimeRange } from "@/lib/core/time";
import { noteZone } from "../rollups/note-zone";
import type { ExploreAnswer, ExploreQuery } from "./contract";
import { countExpired } from "./count-expired";
import { readBars } from "./read-bars";
import { readFolded } from "./read-folded";
import { type FoldedDays, isOfRows, readParts } from "./read-parts";
import { readRanked } from "./read-ranked";
import { readSeries } from "./read-series";
import { readTagged } from "./read-tagged";
import { isTagged } from "./series-columns";
import { type SeriesRow, seriesStatement } from "./series-statement";
import { MEASURE_COLUMNS } from "./tally";

/** Postgres' code of a value that a setting or a function does not take, such as a zone that it does not know. */
const INVALID_PARAMETER = "22023";

/**
 * Bars and series meet by hash and in memory: sorting them by their names first takes as long as all the rest, and going through
 * the hours for each row, which looks cheap where Postgres expects few rows, takes for ever where there are many. Sums are read
 * by their index, since other accounts have some too, and by one process: starting several takes longer than they save.
 */
const PLANNING = sql`select set_config('work_mem', '32MB', true), set_config('enable_mergejoin', 'off', true),
  set_config('enable_nestloop', 'off', true), set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true),
  set_config('max_parallel_workers_per_gather', '0', true)`;

/** Answers a query for a span that suits it, as of one moment. Throws `invalid_field` for what the database cannot answer. */
export async function readUsage(ctx: Ctx, query: ExploreQuery, span: TimeRange): Promise<ExploreAnswer> {
  try {
    const { answer, isNewZone } = await ctx.db.transaction(
      (tx) => explore({ ...ctx, db: tx as unknown as Ctx["db"] }, query, span),
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
    if (isNewZone) await noteZone(ctx, query.zone);
    return answer;
  } catch (thrown) {
    throw isUnknownZone(thrown) ? unknownZone() : thrown;
  }
}

async function explore(
  ctx: Ctx,
  query: ExploreQuery,
  span: TimeRange,
): Promise<{ answer: ExploreAnswer; isNewZone: boolean }> {
  // One connection answers in order, so that what does not depend on each other need not wait for each other's way back.
  const [folded, { starts, days }] = await Promise.all([
    readFolded(ctx, query, span),
    readBars(ctx, query, span),
    ctx.db.execute(PLANNING),
  ]);
  const expired = await countExpired(ctx, query, span, folded.keptFrom);
  const rows = span.to <= span.from ? [] : await seriesRows(ctx, query, span, { ...folded, days });
  return {
    answer: { range: span, starts, ...readSeries(query, starts, rows), expired },
    isNewZone: days.length > 0 && folded.isNewZone,
  };
}

async function seriesRows(
  ctx: Ctx,
  query: ExploreQuery,
  span: TimeRange,
  folded: FoldedDays,
): Promise<SeriesRow[]> {
  if (isTagged(query)) return readTagged(ctx, query, span, folded);
  const isGrouped = query.group != null || query.subgroup != null;
  if (isGrouped && !isOfRows(query)) return readRanked(ctx, query, span, folded);
  const parts = readParts(ctx, { ...query, measures: MEASURE_COLUMNS }, span, folded);
  return ctx.db.execute<SeriesRow>(seriesStatement(query, parts));
}

function isUnknownZone(thrown: unknown): boolean {
  const cause = thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown;
  return typeof cause === "object" && cause !== null && "code" in cause && cause.code === INVALID_PARAMETER;
}

function unknownZone(): AppError {
  return new AppError("invalid_field", "The time zone is not known here.", { param: "zone" });
}

import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { RequestId } from "@/lib/core/ids";
import type { LogFilter, LogStop } from "./contract";
import { below, type IdRange, idsWithin, startOf } from "./id-range";
import { likelyHours } from "./likely-hours";
import type { LogConditions } from "./log-conditions";
import { stopAt } from "./stop-at";
import { walkLog } from "./walk-log";

type Reader = Pick<Ctx, "db" | "accountId">;
/** `firstLook` rows are looked at before anybody asks in which hours others can be. */
type Search = {
  filter: LogFilter;
  conditions: LogConditions;
  wanted: number;
  upwards: boolean;
  firstLook?: number;
  budgetMs?: number;
};

/** How long a page may be looked for before it is shown as far as it is. */
const BUDGET_MS = 60;
/** How many rows are looked at to see whether a filter fits many of them. */
const FIRST_LOOK = 1_000;
const MOST = 8_000;

/**
 * The ids of the first rows that fit, in the order in which they are looked for, and where the search stopped because its time was up.
 * When few of the first rows fit, only the hours are searched in which others can be.
 */
export async function findLogIds(
  ctx: Reader,
  search: Search,
): Promise<{ ids: RequestId[]; stopped: LogStop | null }> {
  const {
    filter,
    conditions,
    wanted,
    upwards,
    firstLook = FIRST_LOOK,
    budgetMs: budget = BUDGET_MS,
  } = search;
  const ids: RequestId[] = [];
  const endsAt = performance.now() + budget;
  const walk = (range: IdRange, first: number, budgetMs = endsAt - performance.now()) =>
    walkLog<{ id: RequestId }>(
      ctx,
      { ...conditions, ids: range },
      { upwards, first, most: MOST, budgetMs },
      sql`select id from step where fits order by id ${upwards ? sql`asc` : sql`desc`} limit ${wanted}`,
      (found) => ids.push(...found.map(({ id }) => id)) >= wanted,
    );
  if (conditions.fits === null) return { ids, stopped: await walk(conditions.ids, wanted) };
  const first = upwards ? Math.max(firstLook, wanted) : firstLook;
  if (upwards) return { ids, stopped: await walk(conditions.ids, first) };
  const left = await walk(conditions.ids, first, 0);
  if (left === null) return { ids, stopped: null };
  const rest = below(conditions.ids, left.id);
  const ranges = await likelyRanges(ctx, filter, rest);
  for (const [at, range] of ranges.entries()) {
    const stopped = await walk(range, MOST);
    if (stopped !== null || ids.length >= wanted) return { ids, stopped };
    if (performance.now() > endsAt && at < ranges.length - 1) {
      return { ids, stopped: stopAt(range.from) };
    }
  }
  return { ids, stopped: null };
}

/** The parts of a range of ids in which rows of the filter can be, the newest first. */
async function likelyRanges(ctx: Reader, filter: LogFilter, rest: IdRange): Promise<IdRange[]> {
  // The millisecond of the last row that was looked at may have others.
  const span = { from: startOf(rest.from), to: new Date(startOf(rest.to).getTime() + 1) };
  const likely = await likelyHours(ctx, filter, span);
  return likely === null ? [rest] : likely.map((hours) => below(idsWithin(hours), rest.to));
}

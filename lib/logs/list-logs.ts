import type { Ctx } from "@/lib/context";
import type { RequestId } from "@/lib/core/ids";
import type { LogFilter, LogPage, LogStop } from "./contract";
import { findLogIds } from "./find-log-ids";
import { above, below } from "./id-range";
import { hasCorrections, logConditions } from "./log-conditions";
import { logRows } from "./log-rows";

/** `limit` rows older than the request `before`, or the nearest ones newer than `after`; without either the newest ones. */
export type LogPlace = {
  limit: number;
  /** Rows to pass over: each costs time, and rows that are added meanwhile shift what follows. */
  offset?: number;
  before?: RequestId | undefined;
  after?: RequestId | undefined;
};

/**
 * A page of the log, newest first, read by keyset: rows that are added meanwhile shift nothing. A page for which too few rows fit in
 * the time there is says where the search stopped.
 */
export async function listLogs(
  ctx: Pick<Ctx, "db" | "accountId">,
  filter: LogFilter,
  { limit, offset = 0, before, after }: LogPlace,
): Promise<LogPage> {
  const upwards = after !== undefined && before === undefined;
  const conditions = logConditions(ctx, filter, await hasCorrections(ctx, filter));
  if (before !== undefined) conditions.ids = below(conditions.ids, before);
  if (after !== undefined) conditions.ids = above(conditions.ids, after);
  // One more than asked for tells whether there are others.
  const wanted = offset + limit + 1;
  const { ids, stopped } = await findLogIds(ctx, { filter, conditions, wanted, upwards });
  const rows = await logRows(ctx, ids.slice(offset, offset + limit));
  return { rows, ...neighbours({ upwards, before, isMore: ids.length >= wanted, stopped }) };
}

function neighbours({
  upwards,
  before,
  isMore,
  stopped,
}: {
  upwards: boolean;
  before: RequestId | undefined;
  isMore: boolean;
  stopped: LogStop | null;
}): Omit<LogPage, "rows"> {
  const goesOn = isMore || stopped !== null;
  // A page has a neighbour where one came from.
  return upwards
    ? { hasOlder: true, hasNewer: goesOn, stopped }
    : { hasOlder: goesOn, hasNewer: before !== undefined, stopped };
}

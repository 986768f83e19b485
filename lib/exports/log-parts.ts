import type { Ctx } from "@/lib/context";
import type { RequestId } from "@/lib/core/ids";
import type { LogFilter, LogRow } from "@/lib/logs/contract";
import { listLogs } from "@/lib/logs/list-logs";

/** How many rows are read at once. */
const AT_ONCE = 1_000;

/** Rows of the log, and where to read on: null when these are the last. Rows may be few or none although there are more. */
export type LogPart = { rows: LogRow[]; next: RequestId | null };

/** All rows of a filter, newest first and from a place on, in parts: they may be more than fit into memory. */
export async function* logParts(
  ctx: Pick<Ctx, "db" | "accountId">,
  filter: LogFilter,
  { place, atOnce = AT_ONCE }: { place?: RequestId | undefined; atOnce?: number } = {},
): AsyncGenerator<LogPart> {
  let before = place;
  for (;;) {
    const page = await listLogs(ctx, filter, { limit: atOnce, before });
    const next = page.hasOlder ? (page.stopped?.id ?? page.rows.at(-1)?.id ?? null) : null;
    yield { rows: page.rows, next };
    if (next === null) return;
    before = next;
  }
}

import { listLogs } from "@/lib/logs/list-logs";
import type { Viewer } from "@/lib/transport/require-viewer";
import { browserZone } from "@/lib/transport/viewer-zone";
import { partsOf, readLogAddress, WHOLE_LOG } from "../../_log-parts/log-address";
import { queryOf } from "../../_log-parts/log-query";

const MOST_COUNTED = 50;

/** Rows newer than `after`, up to fifty; without it all of the span. */
export async function countNewer({ ctx }: Viewer, _: object, request: Request) {
  const {
    ignored: __,
    after,
    ...view
  } = readLogAddress(partsOf(new URL(request.url).searchParams), WHOLE_LOG);
  const zone = view.zone ?? (await browserZone());
  const { filter } = queryOf({ ...view, after }, zone, ctx.clock.now());
  const { rows, hasNewer } = await listLogs(ctx, filter, { limit: MOST_COUNTED, after: after ?? undefined });
  return { count: rows.length, isMore: hasNewer };
}

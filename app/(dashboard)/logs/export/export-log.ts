import { readRequestAddress } from "@/lib/core/request-address";
import { chosenRange } from "@/lib/core/time-choice";
import { EXPORT_FORMATS, type LogFileQuery } from "@/lib/exports/contract";
import { logFile } from "@/lib/exports/log-file";
import { fileResponse } from "@/lib/transport/file-response";
import { pageReadDoor } from "@/lib/transport/page-door";
import { browserZone } from "@/lib/transport/viewer-zone";

/** The log as a file: `format` is csv or json, and the rest of the address means the rows that it means on the page. */
export const exportRoute = pageReadDoor(async ({ ctx }, _params, request) => {
  const query = await fileQuery(new URL(request.url).searchParams, ctx.clock.now());
  return fileResponse(await logFile(ctx, query));
});

/** What an address of the log asks for as a file. */
export async function fileQuery(parts: URLSearchParams, now: Date): Promise<LogFileQuery> {
  const { filter, time, zone: chosen } = readRequestAddress(Object.fromEntries(parts), "24h");
  const zone = chosen ?? (await browserZone());
  const { from, to } = chosenRange(time, zone, now);
  const format = EXPORT_FORMATS.find((name) => name === parts.get("format")) ?? "csv";
  return { filter: { ...filter, from, to }, zone, format };
}

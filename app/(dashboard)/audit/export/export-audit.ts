import { auditExport } from "@/lib/audit/audit-export";
import { fileResponse } from "@/lib/transport/file-response";
import { pageReadDoor } from "@/lib/transport/page-door";
import { filterOf, loadAuditSearchParams } from "../search-params";

/** The log as a file: `format` is csv or json, and the rest of the address leaves out what it leaves out of the page. */
export const exportRoute = pageReadDoor(async ({ ctx }, _params, request) => {
  const { searchParams } = new URL(request.url);
  const filter = filterOf(loadAuditSearchParams(searchParams), ctx.clock.now());
  const format = searchParams.get("format") === "csv" ? "csv" : "json";
  const { pieces, contentType, fileName } = await auditExport(ctx, filter, format);
  return fileResponse({ name: fileName, contentType, pieces });
});

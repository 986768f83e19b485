import { auditExport } from "@/lib/audit/audit-export";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { Answer } from "@/lib/gateway/answer";
import { apiErrorResponse } from "@/lib/transport/api-error";
import { findViewer } from "@/lib/transport/require-viewer";
import { filterOf, loadAuditSearchParams } from "./search-params";

/** The log as a file: `format` is csv or json, and the rest of the address leaves out what it leaves out of the page. */
export async function exportRoute(request: Request): Promise<Response> {
  try {
    const viewer = await findViewer();
    if (viewer === null) throw new AppError("signed_out", "You are signed out. Sign in again to go on.");
    const { searchParams } = new URL(request.url);
    const filter = filterOf(loadAuditSearchParams(searchParams), viewer.ctx.clock.now());
    const format = searchParams.get("format") === "csv" ? "csv" : "json";
    const { pieces, contentType, fileName } = await auditExport(viewer.ctx, filter, format);
    const headers = {
      "content-type": contentType,
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
    };
    return new Response(new Answer(pieces, { status: 200, headers }).body, { headers });
  } catch (thrown) {
    return apiErrorResponse(thrown, newId(), "native");
  }
}

import { z } from "zod";
import { auditExport } from "@/lib/audit/audit-export";
import { auditFilter, EXPORT_FORMATS } from "@/lib/audit/contract";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { exampleAuditEntry, wireAuditEntry } from "../wire";

const exportEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/audit/export",
  operationId: "exportAuditLog",
  tag: "Audit log",
  summary: "Export the audit log as a file",
  description:
    "All entries that the filters leave in, oldest first: as a list in JSON, or as CSV with a line of names (RFC 4180). In CSV `before` " +
    "and `after` are JSON, and text that a spreadsheet would take for a formula has an apostrophe in front.",
  auth: true,
  resource: "audit",
  query: auditFilter.extend({
    format: z
      .enum(EXPORT_FORMATS, { error: "format: use csv or json." })
      .default("json")
      .meta({ description: "`csv` or `json`." }),
  }),
  responses: {
    200: {
      description: "The file.",
      schema: z.array(wireAuditEntry),
      example: [exampleAuditEntry],
      textContentType: "text/csv",
      textExample: "sequence,at,actorKind,…\r\n42,2026-11-24T09:30:00.000Z,user,…\r\n",
      headers: ["content-disposition"],
    },
  },
  errors: [],
  async run(ctx, { query: { format, ...filter } }) {
    const { pieces, contentType, fileName } = await auditExport(ctx, filter, format);
    const disposition = `attachment; filename="${fileName}"`;
    return {
      status: 200,
      pieces,
      headers: { "content-type": contentType, "content-disposition": disposition },
    };
  },
});

/** Endpoints of `/v1/audit/export`. */
export const exportEndpoints = [exportEndpoint];

import { z } from "zod";
import { EXPORT_FORMATS } from "@/lib/exports/contract";
import { logFile } from "@/lib/exports/log-file";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { logFilterOf, logQuery } from "../list-query";

export const exportFormat = z
  .enum(EXPORT_FORMATS, { error: "format: use csv or json." })
  .default("csv")
  .meta({ description: "`csv` or `json`." });

/** What a file of the log is in JSON. */
export const wireFile = z
  .object({
    about: z.object({ from: z.iso.datetime(), to: z.iso.datetime(), zone: z.string(), filter: z.string() }),
    requests: z.array(z.record(z.string(), z.unknown())),
  })
  .meta({ id: "RequestsFile" });

export const exampleFile = {
  about: {
    from: "2026-11-23T09:00:00.000Z",
    to: "2026-11-24T09:00:00.000Z",
    zone: "UTC",
    filter: "failed=true",
  },
  requests: [{ id: "0195f3a0-9d2e-7c63-8b75-4a2d3e5f6b7c", status: 429, cost_usd: "0" }],
};

/** That the same file can come as CSV. */
export const csvToo = {
  textContentType: "text/csv",
  textExample: "# 2026-11-23T09:00:00Z to 2026-11-24T09:00:00Z, UTC, failed=true\r\nid,status,…\r\n",
  headers: ["content-disposition"],
} as const;

const exportEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/logs/export",
  operationId: "exportLogs",
  tag: "Usage and logs",
  summary: "Export requests as a file",
  description:
    "All requests that the filters leave in, newest first, up to 50,000; more are written in the background with `POST /v1/exports`. " +
    "Times are ISO 8601 in UTC, money exact decimals of USD, nothing where something is not known. CSV (RFC 4180) begins with a line that says " +
    "which rows it has and a line of names, and text that a spreadsheet would take for a formula has an apostrophe in front.",
  auth: true,
  resource: "logs",
  query: logQuery.extend({ format: exportFormat }),
  responses: {
    200: { description: "The file.", schema: wireFile, example: exampleFile, ...csvToo },
  },
  errors: [],
  async run(ctx, { query: { format, ...query } }) {
    const { filter, zone } = await logFilterOf(ctx, query);
    return fileAnswer(await logFile(ctx, { filter, zone, format }));
  },
});

/** A file as an answer. */
export function fileAnswer({ name, contentType, pieces }: Awaited<ReturnType<typeof logFile>>) {
  const headers = { "content-type": contentType, "content-disposition": `attachment; filename="${name}"` };
  return { status: 200, pieces, headers };
}

/** Endpoints of `/v1/logs/export`. */
export const exportLogsEndpoints = [exportEndpoint];

import { z } from "zod";
import { checkInput } from "@/lib/core/check-input";
import { AppError } from "@/lib/core/errors";
import type { LogExport } from "@/lib/exports/contract";
import { createExport } from "@/lib/exports/create-export";
import { deleteExport } from "@/lib/exports/delete-export";
import { exportFile } from "@/lib/exports/export-file";
import { getExport, listExports } from "@/lib/exports/queries";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { listOnWire, listQueryFields, wireList } from "../../list-answer";
import { csvToo, exampleFile, exportFormat, fileAnswer, wireFile } from "../logs/export/endpoints";
import { logFilterOf, logQuery } from "../logs/list-query";

const common = { tag: "Usage and logs", auth: true, resource: "logs" } as const;
const QUERY_MAX = 10_000;
const params = z.object({ id: z.uuid() });
const moment = z.iso.datetime();

const wireExport = z
  .object({
    id: z.uuid(),
    format: exportFormat.unwrap(),
    state: z
      .string()
      .meta({ description: "`waiting`, `running`, `done` or `failed`; there may be new ones." }),
    query: z.string().meta({ description: "Which requests it has, as the query of `GET /v1/logs`." }),
    zone: z.string(),
    rows: z.int().meta({ description: "Rows written so far." }),
    rowsTotal: z
      .int()
      .nullable()
      .meta({ description: "How many there were when it was asked for; null when nobody had counted them." }),
    error: z.string().nullable().meta({ description: "Why it failed." }),
    createdAt: moment,
    finishedAt: moment.nullable(),
    expiresAt: moment.meta({ description: "When the file is deleted." }),
  })
  .meta({ id: "Export" });

const exampleExport: z.input<typeof wireExport> = {
  id: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b",
  format: "csv",
  state: "running",
  query: "failed=true&range=custom&from=2026-08-24T00%3A00%3A00.000Z&to=2026-11-24T10%3A00%3A00.000Z",
  zone: "UTC",
  rows: 120_000,
  rowsTotal: 412_345,
  error: null,
  createdAt: "2026-11-24T09:30:00.000Z",
  finishedAt: null,
  expiresAt: "2026-12-01T09:30:00.000Z",
};

function exportOnWire(one: LogExport): z.input<typeof wireExport> {
  const { id, format, state, query, zone, rows, rowsTotal, error } = one;
  return {
    ...{ id, format, state, query, zone, rows, rowsTotal, error },
    createdAt: one.createdAt.toISOString(),
    finishedAt: one.finishedAt?.toISOString() ?? null,
    expiresAt: one.expiresAt.toISOString(),
  };
}

function queryOf(text: string) {
  const parts = new URLSearchParams(text);
  const query = Object.fromEntries(parts);
  if (parts.size !== Object.keys(query).length) {
    throw new AppError("invalid_field", "query: a parameter is given twice.", { param: "query" });
  }
  return checkInput(logQuery, query, "query");
}

const listEndpoint = defineEndpoint({
  ...common,
  method: "GET",
  path: "/v1/exports",
  operationId: "listExports",
  summary: "List exports",
  description: "The account's exports, newest first. Each is kept for seven days.",
  query: z.strictObject(listQueryFields),
  responses: {
    200: {
      description: "The exports.",
      schema: wireList(wireExport),
      example: listOnWire([exampleExport], false),
    },
  },
  errors: [],
  async run(ctx, { query }) {
    const { items, hasMore } = await listExports(ctx, query);
    return { status: 200, body: listOnWire(items.map(exportOnWire), hasMore) };
  },
});

const createEndpoint = defineEndpoint({
  ...common,
  method: "POST",
  path: "/v1/exports",
  operationId: "createExport",
  summary: "Export requests in the background",
  description:
    "Writes a file of up to a million requests, newest first. Its " +
    "state tells when it is done; the event `export.ready` does too. Asking again for what is being written answers 200 with that.",
  body: z.strictObject({
    format: exportFormat,
    query: z
      .string()
      .max(QUERY_MAX, { error: `query: use at most ${QUERY_MAX} characters.` })
      .default("")
      .meta({
        description: "Which requests: the query of `GET /v1/logs` but for its pages. All of them when empty.",
      }),
  }),
  bodyExample: { format: "csv", query: "failed=true&range=90d&zone=Europe/Berlin" },
  responses: {
    201: {
      description: "The export, waiting.",
      schema: wireExport,
      example: { ...exampleExport, rows: 0, state: "waiting" },
    },
    200: { description: "The one that is being written.", schema: wireExport, example: exampleExport },
  },
  errors: ["conflict"],
  async run(ctx, { body: { format, query } }) {
    const { filter, zone } = await logFilterOf(ctx, queryOf(query));
    const { export: made, isNew } = await createExport(ctx, { filter, zone, format });
    return { status: isNew ? 201 : 200, body: exportOnWire(made) };
  },
});

const getEndpoint = defineEndpoint({
  ...common,
  method: "GET",
  path: "/v1/exports/{id}",
  operationId: "getExport",
  summary: "Get an export",
  description: "One export, and how far it is.",
  params,
  responses: { 200: { description: "The export.", schema: wireExport, example: exampleExport } },
  errors: ["not_found"],
  async run(ctx, { params: { id } }) {
    return { status: 200, body: exportOnWire(await getExport(ctx, id)) };
  },
});

const deleteEndpoint = defineEndpoint({
  ...common,
  method: "DELETE",
  path: "/v1/exports/{id}",
  operationId: "deleteExport",
  summary: "Delete an export",
  description: "Deletes an export and its file. One that is being written stops.",
  params,
  responses: { 204: { description: "It is gone.", schema: null } },
  errors: ["not_found"],
  async run(ctx, { params: { id } }) {
    await deleteExport(ctx, { exportId: id });
    return { status: 204 };
  },
});

const fileEndpoint = defineEndpoint({
  ...common,
  method: "GET",
  path: "/v1/exports/{id}/file",
  operationId: "getExportFile",
  summary: "Get the file of an export",
  description:
    "The file, once the state is `done`; `conflict` until then. It is put together as that of `GET /v1/logs/export`.",
  params,
  responses: {
    200: { description: "The file.", schema: wireFile, example: exampleFile, ...csvToo },
  },
  errors: ["not_found", "conflict"],
  async run(ctx, { params: { id } }) {
    return fileAnswer(await exportFile(ctx, id));
  },
});

/** Endpoints of `/v1/exports`. */
export const exportsEndpoints = [listEndpoint, createEndpoint];
/** Endpoints of `/v1/exports/{id}`. */
export const exportEndpoints = [getEndpoint, deleteEndpoint];
/** Endpoints of `/v1/exports/{id}/file`. */
export const exportFileEndpoints = [fileEndpoint];
export const operations = [...exportsEndpoints, ...exportEndpoints, ...exportFileEndpoints].map(
  ({ operation }) => operation,
);

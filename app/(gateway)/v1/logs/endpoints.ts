import { z } from "zod";
import { findOwnerId } from "@/lib/accounts/find-owner-id";
import type { RequestId } from "@/lib/core/ids";
import { listLogs } from "@/lib/logs/list-logs";
import { logTotal } from "@/lib/logs/log-total";
import { getLog } from "@/lib/logs/queries";
import { listPayloads } from "@/lib/payloads/queries";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { listHeaders, listQuery, logFilterOf, pageOf, wantsArray } from "./list-query";
import { exampleLog, logOnWire, wireLog } from "./wire";

const tag = "Usage and logs";

const pagination = z
  .object({
    total: z.int().meta({
      description: "How many rows fit. When `total_is_exact` is false, there are at least so many.",
    }),
    total_is_exact: z.boolean(),
    limit: z.int(),
    offset: z.int(),
    hasMore: z.boolean(),
    next: z
      .uuid()
      .nullable()
      .meta({ description: "What to send as `before` (or `after`) for the page that follows." }),
    searched_to: z.iso.datetime().nullable().meta({
      description:
        "Set when the page is short because few rows fit and finding more takes longer: until then the log was searched, and `next` goes on.",
    }),
  })
  .meta({ id: "Pagination" });

const listEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/logs",
  operationId: "listLogs",
  tag,
  summary: "List requests",
  description:
    "The log of requests, newest first: all of it, or what the filters leave in, which all have to fit. Page with `before`; " +
    "`offset` is for existing clients.",
  auth: true,
  resource: "logs",
  query: listQuery,
  headers: listHeaders,
  responses: {
    200: {
      description: "The requests; the rows alone where the caller asks for that.",
      schema: z.union([z.object({ logs: z.array(wireLog), pagination }), z.array(wireLog)]),
      example: {
        logs: [exampleLog],
        pagination: {
          total: 1,
          total_is_exact: true,
          limit: 50,
          offset: 0,
          hasMore: false,
          next: null,
          searched_to: null,
        },
      },
    },
  },
  errors: [],
  async run(ctx, { query, headers }) {
    const { limit, offset, withPayloads } = pageOf(query);
    const { limit: _, offset: __, payloads: ___, format: ____, before, after, ...narrowed } = query;
    const { filter } = await logFilterOf(ctx, narrowed);
    const place = { before: before as RequestId | undefined, after: after as RequestId | undefined };
    const [ownerId, page, total] = await Promise.all([
      findOwnerId(ctx),
      listLogs(ctx, filter, { limit, offset, ...place }),
      logTotal(ctx, filter),
    ]);
    const { rows, stopped } = page;
    const payloads = withPayloads
      ? await listPayloads(
          ctx,
          rows.map(({ id }) => id),
        )
      : new Map();
    const logs = rows.map((row) => logOnWire(row, ownerId ?? ctx.accountId, payloads.get(row.id)));
    if (wantsArray(query, headers)) return { status: 200, body: logs };
    const hasMore = after === undefined ? page.hasOlder : page.hasNewer;
    const next = stopped?.id ?? (after === undefined ? rows.at(-1) : rows[0])?.id ?? null;
    return {
      status: 200,
      body: {
        logs,
        pagination: {
          total: total.requests,
          total_is_exact: total.isWhole,
          limit,
          offset,
          hasMore,
          next: hasMore ? next : null,
          searched_to: stopped?.at.toISOString() ?? null,
        },
      },
    };
  },
});

const getEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/logs/{id}",
  operationId: "getLog",
  tag,
  summary: "Get a request",
  description: "One request with each attempt, and with what is kept of what was asked and answered.",
  auth: true,
  resource: "logs",
  params: z.object({ id: z.uuid() }),
  responses: { 200: { description: "The request.", schema: wireLog, example: exampleLog } },
  errors: ["not_found"],
  async run(ctx, { params }) {
    const entry = await getLog(ctx, params.id);
    const [ownerId, payloads] = await Promise.all([findOwnerId(ctx), listPayloads(ctx, [entry.id])]);
    return { status: 200, body: logOnWire(entry, ownerId ?? ctx.accountId, payloads.get(entry.id)) };
  },
});

/** Endpoints of `/v1/logs`. */
export const logsEndpoints = [listEndpoint];
/** Endpoints of `/v1/logs/{id}`. */
export const logEndpoints = [getEndpoint];

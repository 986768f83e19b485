import { z } from "zod";
import { auditFilter } from "@/lib/audit/contract";
import { entryOnWire } from "@/lib/audit/entry-on-wire";
import { findAuditEntry, getAuditEntry, listAuditEntries } from "@/lib/audit/queries";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { exampleAuditEntry, wireAuditEntry } from "./wire";

const MOST = 100;
const tag = "Audit log";

const listEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/audit",
  operationId: "listAuditEntries",
  tag,
  summary: "List what was done",
  description:
    "Who did what to what, when and from where, newest first. Each entry carries the hash of the one before it, so that a change, a " +
    "gap or a swap shows. Filters that are given together all have to fit.",
  auth: true,
  resource: "audit",
  query: auditFilter.extend({
    limit: z.coerce
      .number({ error: `limit: use a whole number from 1 to ${MOST}.` })
      .int({ error: `limit: use a whole number from 1 to ${MOST}.` })
      .min(1, { error: `limit: use a whole number from 1 to ${MOST}.` })
      .max(MOST, { error: `limit: use a whole number from 1 to ${MOST}.` })
      .default(20)
      .meta({ description: "Entries per answer." }),
    after: z
      .uuid({ error: "after: use the id of an entry." })
      .optional()
      .meta({ description: "Id of the last entry of the answer before." }),
  }),
  responses: {
    200: {
      description: "The entries.",
      schema: z.object({
        object: z.literal("list"),
        data: z.array(wireAuditEntry),
        first_id: z.uuid().nullable(),
        last_id: z.uuid().nullable(),
        has_more: z.boolean(),
      }),
      example: {
        object: "list",
        data: [exampleAuditEntry],
        first_id: exampleAuditEntry.id,
        last_id: exampleAuditEntry.id,
        has_more: false,
      },
    },
  },
  errors: [],
  async run(ctx, { query: { limit, after, ...filter } }) {
    const last = after === undefined ? undefined : await findAuditEntry(ctx, after);
    // Another account's entry, like one that never was, has nothing behind it.
    const before = after === undefined ? {} : { before: last?.sequence ?? 0 };
    const { entries, older } = await listAuditEntries(ctx, { ...filter, ...before, limit });
    return {
      status: 200,
      body: {
        object: "list",
        data: entries.map(entryOnWire),
        first_id: entries[0]?.id ?? null,
        last_id: entries.at(-1)?.id ?? null,
        has_more: older,
      },
    };
  },
});

const getEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/audit/{id}",
  operationId: "getAuditEntry",
  tag,
  summary: "Get an entry of the audit log",
  description: "One entry by its id.",
  auth: true,
  resource: "audit",
  params: z.object({ id: z.uuid() }),
  responses: { 200: { description: "The entry.", schema: wireAuditEntry, example: exampleAuditEntry } },
  errors: ["not_found"],
  async run(ctx, { params }) {
    return { status: 200, body: entryOnWire(await getAuditEntry(ctx, params.id)) };
  },
});

/** Endpoints of `/v1/audit`. */
export const auditEndpoints = [listEndpoint];
/** Endpoints of `/v1/audit/{id}`. */
export const auditEntryEndpoints = [getEndpoint];

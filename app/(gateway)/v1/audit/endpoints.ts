import { z } from "zod";
import { auditFilter } from "@/lib/audit/contract";
import { entryOnWire } from "@/lib/audit/entry-on-wire";
import { findAuditEntry, getAuditEntry, listAuditEntries } from "@/lib/audit/queries";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { listOnWire, listQueryFields, wireList } from "../../list-answer";
import { exampleAuditEntry, wireAuditEntry } from "./wire";

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
  query: auditFilter.extend(listQueryFields),
  responses: {
    200: {
      description: "The entries.",
      schema: wireList(wireAuditEntry),
      example: listOnWire([exampleAuditEntry], false),
    },
  },
  errors: [],
  async run(ctx, { query: { limit, after, ...filter } }) {
    const last = after === undefined ? undefined : await findAuditEntry(ctx, after);
    // Another account's entry, like one that never was, has nothing behind it.
    const before = after === undefined ? {} : { before: last?.sequence ?? 0 };
    const { entries, older } = await listAuditEntries(ctx, { ...filter, ...before, limit });
    return { status: 200, body: listOnWire(entries.map(entryOnWire), older) };
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

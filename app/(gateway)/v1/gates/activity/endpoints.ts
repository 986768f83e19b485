import { z } from "zod";
import { type GateActivity, listGateActivity } from "@/lib/gates/gate-activity";
import { getGate } from "@/lib/gates/queries";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { historyPart, historyQuery } from "../history/endpoints";

const wireActivity = z
  .object({
    id: z.uuid(),
    gateId: z.uuid(),
    userId: z
      .uuid()
      .nullable()
      .meta({ description: "The person who did it; null when a key or the operator did." }),
    userEmail: z.string().nullable(),
    action: z.string().meta({
      description: "`create`, `manual_update`, `auto_update`, `reanalysis` or `rollback`; more may be added.",
    }),
    details: z.record(z.string(), z.unknown()),
    timestamp: z.iso.datetime(),
  })
  .meta({ id: "GateActivity" });

const example: z.input<typeof wireActivity> = {
  id: "0195f8c6-0a51-7c3e-b1d2-9e8f7a6b5c4d",
  gateId: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b",
  userId: "0195f39f-11aa-7d0e-8d3c-6b1f0c9e2a44",
  userEmail: "aya@example.com",
  action: "manual_update",
  details: { version: 3, changedFields: ["temperature"], by: "Aya", note: null },
  timestamp: "2026-11-23T08:00:00.000Z",
};

const common = {
  method: "GET",
  tag: "Gates",
  auth: true,
  resource: "gates",
  query: historyQuery,
  responses: {
    200: { description: "What was done, newest first.", schema: z.array(wireActivity), example: [example] },
  },
} as const;

const accountActivityEndpoint = defineEndpoint({
  ...common,
  path: "/v1/gates/activity",
  operationId: "listGatesActivity",
  summary: "List what was done with all gates",
  description: "Who saved which gate when, and what changed, newest first. Deleted gates are not in it.",
  errors: [],
  async run(ctx, { query }) {
    const entries = await listGateActivity(ctx, historyPart(query));
    return { status: 200, body: entries.map(activityOnWire) };
  },
});

const gateActivityEndpoint = defineEndpoint({
  ...common,
  path: "/v1/gates/{id}/activity",
  operationId: "listGateActivity",
  summary: "List what was done with a gate",
  description: "Who saved the gate when, and what changed, newest first.",
  params: z.object({ id: z.string().meta({ description: "Id of the gate, or its name." }) }),
  errors: ["not_found"],
  async run(ctx, { params, query }) {
    const { id } = await getGate(ctx, params.id);
    const entries = await listGateActivity(ctx, historyPart(query, id));
    return { status: 200, body: entries.map(activityOnWire) };
  },
});

function activityOnWire(entry: GateActivity): z.input<typeof wireActivity> {
  const { version, changedFields, by, note, restored } = entry;
  const rollback = restored && {
    historyId: restored.id,
    rolledBackTo: restored.createdAt.toISOString(),
    previousModel: entry.modelBefore,
    newModel: entry.settings.model,
    restoredVersion: entry.restoredVersion,
  };
  return {
    id: entry.id,
    gateId: entry.gateId,
    userId: entry.byUserId,
    userEmail: entry.byEmail,
    action: entry.action,
    details: { ...rollback, version, changedFields, by, note },
    timestamp: entry.createdAt.toISOString(),
  };
}

/** Endpoints of `/v1/gates/activity`. */
export const gatesActivityEndpoints = [accountActivityEndpoint];
/** Endpoints of `/v1/gates/{id}/activity`. */
export const gateActivityEndpoints = [gateActivityEndpoint];

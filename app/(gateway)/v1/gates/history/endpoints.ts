import { z } from "zod";
import type { Ctx } from "@/lib/context";
import type { GateId, GateVersionId } from "@/lib/core/ids";
import { getGate, listGateVersions } from "@/lib/gates/queries";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { exampleSnapshot, snapshotOnWire, wireSnapshot } from "./wire";

const MOST = 1_000;

/** Which part of a history is asked for. */
export const historyQuery = z.strictObject({
  limit: z.coerce
    .number({ error: `limit: use a whole number from 1 to ${MOST}.` })
    .int()
    .min(1)
    .max(MOST)
    .default(100)
    .meta({ description: "Entries per answer." }),
  before: z.uuid().optional().meta({ description: "Id of the last entry of the answer before." }),
});

/** The part of a history that a query asks for, of one gate or of all. */
export function historyPart({ limit, before }: z.output<typeof historyQuery>, gateId?: GateId) {
  return {
    limit,
    ...(gateId === undefined ? {} : { gateId }),
    ...(before === undefined ? {} : { before: before as GateVersionId }),
  };
}

const common = {
  method: "GET",
  tag: "Gates",
  auth: true,
  resource: "gates",
  query: historyQuery,
  responses: {
    200: {
      description: "The saves, newest first.",
      schema: z.array(wireSnapshot),
      example: [exampleSnapshot],
    },
  },
} as const;

const accountHistoryEndpoint = defineEndpoint({
  ...common,
  path: "/v1/gates/history",
  operationId: "listGatesHistory",
  summary: "List the versions of all gates",
  description: "What each save of a gate left behind, newest first. Deleted gates are not in it.",
  errors: [],
  async run(ctx, { query }) {
    return { status: 200, body: await snapshots(ctx, historyPart(query)) };
  },
});

const gateHistoryEndpoint = defineEndpoint({
  ...common,
  path: "/v1/gates/{id}/history",
  operationId: "listGateHistory",
  summary: "List the versions of a gate",
  description:
    "What each save of the gate left behind, newest first. An entry's `id` is what a rollback takes.",
  params: z.object({ id: z.string().meta({ description: "Id of the gate, or its name." }) }),
  errors: ["not_found"],
  async run(ctx, { params, query }) {
    const { id } = await getGate(ctx, params.id);
    return { status: 200, body: await snapshots(ctx, historyPart(query, id)) };
  },
});

async function snapshots(ctx: Ctx, part: ReturnType<typeof historyPart>) {
  return (await listGateVersions(ctx, part)).map(snapshotOnWire);
}

/** Endpoints of `/v1/gates/history`. */
export const gatesHistoryEndpoints = [accountHistoryEndpoint];
/** Endpoints of `/v1/gates/{id}/history`. */
export const gateHistoryEndpoints = [gateHistoryEndpoint];

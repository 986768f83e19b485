import { z } from "zod";
import { getGate } from "@/lib/gates/queries";
import { restoreGate } from "@/lib/gates/restore-gate";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { gateAnswer, ifMatchHeader } from "../../answer";
import { exampleGate, wireGate } from "../../wire";

const rollbackEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/gates/{id}/rollback",
  operationId: "rollbackGate",
  tag: "Gates",
  summary: "Go back to a version of a gate",
  description:
    "Brings every field of an earlier version back, as a new version. A name that another gate has meanwhile stays with it, " +
    "and the new version's note says so.",
  auth: true,
  resource: "gates",
  params: z.object({ id: z.string().meta({ description: "Id of the gate, or its name." }) }),
  headers: ifMatchHeader,
  body: z.strictObject({
    historyId: z
      .string({ error: "historyId: send the id of an entry of the gate's history." })
      .meta({ description: "Id of an entry of the gate's history." }),
  }),
  bodyExample: { historyId: "0195f8c6-0a51-7c3e-b1d2-9e8f7a6b5c4d" },
  responses: {
    200: { description: "The gate as it is now.", schema: wireGate, example: exampleGate, headers: ["etag"] },
  },
  errors: ["not_found", "conflict"],
  async run(ctx, { params, headers, body }) {
    const { id: gateId } = await getGate(ctx, params.id);
    const restored = { gateId, versionId: body.historyId, ifVersion: headers["if-match"] };
    return gateAnswer(ctx, await restoreGate(ctx, restored));
  },
});

/** Endpoints of `/v1/gates/{id}/rollback`. */
export const rollbackEndpoints = [rollbackEndpoint];

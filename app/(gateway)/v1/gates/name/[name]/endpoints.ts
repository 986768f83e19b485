import { z } from "zod";
import { deleteGate } from "@/lib/gates/delete-gate";
import { getGateByName } from "@/lib/gates/queries";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { gateAnswer, ifMatchHeader } from "../../answer";
import { updateBody } from "../../body";
import { changeGate } from "../../change-gate";
import { exampleGate, wireGate } from "../../wire";

const common = {
  path: "/v1/gates/name/{name}",
  tag: "Gates",
  auth: true,
  resource: "gates",
  params: z.object({ name: z.string().meta({ description: "Name of the gate." }) }),
} as const;
const one = {
  200: { description: "The gate.", schema: wireGate, example: exampleGate, headers: ["etag"] as const },
};

const getEndpoint = defineEndpoint({
  ...common,
  method: "GET",
  operationId: "getGateByName",
  summary: "Read a gate by its name",
  description: "For gates that are called like an id or like another path.",
  responses: one,
  errors: ["not_found"],
  async run(ctx, { params }) {
    return gateAnswer(ctx, await getGateByName(ctx, params.name));
  },
});

const updateEndpoint = defineEndpoint({
  ...common,
  method: "PATCH",
  operationId: "updateGateByName",
  summary: "Change a gate by its name",
  description: "As `PATCH /v1/gates/{id}`, but answers with the gate alone, as older clients read it.",
  headers: ifMatchHeader,
  body: updateBody,
  bodyExample: { temperature: 0.2 },
  responses: one,
  errors: ["not_found", "conflict"],
  async run(ctx, { params, headers, body }) {
    const before = await getGateByName(ctx, params.name);
    const { gate } = await changeGate(ctx, before, { body, ifVersion: headers["if-match"] });
    return gateAnswer(ctx, gate);
  },
});

const deleteEndpoint = defineEndpoint({
  ...common,
  method: "DELETE",
  operationId: "deleteGateByName",
  summary: "Delete a gate by its name",
  description: "As `DELETE /v1/gates/{id}`.",
  headers: ifMatchHeader,
  responses: { 204: { description: "Deleted.", schema: null } },
  errors: ["not_found", "conflict"],
  async run(ctx, { params, headers }) {
    const { id: gateId } = await getGateByName(ctx, params.name);
    await deleteGate(ctx, { gateId, ifVersion: headers["if-match"] });
    return { status: 204 };
  },
});

/** Endpoints of `/v1/gates/name/{name}`. */
export const gateByNameEndpoints = [getEndpoint, updateEndpoint, deleteEndpoint];

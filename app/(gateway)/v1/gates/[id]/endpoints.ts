import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { deleteGate } from "@/lib/gates/delete-gate";
import { findGate, getGate } from "@/lib/gates/queries";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { gateAnswer, ifMatchHeader } from "../answer";
import { updateBody } from "../body";
import { changeGate } from "../change-gate";
import { exampleGate, wireGate } from "../wire";

const common = {
  path: "/v1/gates/{id}",
  tag: "Gates",
  auth: true,
  resource: "gates",
  params: z.object({ id: z.string().meta({ description: "Id of the gate, or its name." }) }),
} as const;

const getGateEndpoint = defineEndpoint({
  ...common,
  method: "GET",
  operationId: "getGate",
  summary: "Read a gate",
  description: "A gate by id or by name. The `ETag` is its version.",
  responses: { 200: { description: "The gate.", schema: wireGate, example: exampleGate, headers: ["etag"] } },
  errors: ["not_found"],
  async run(ctx, { params }) {
    return gateAnswer(ctx, await getGate(ctx, params.id));
  },
});

const updateGateEndpoint = defineEndpoint({
  ...common,
  method: "PATCH",
  operationId: "updateGate",
  summary: "Change a gate",
  description:
    "Changes what is sent and nothing else; null takes a field back to its default. A change that changes nothing makes no " +
    "version. With `If-Match` it is refused when somebody has saved since: `details` says who and when.",
  headers: ifMatchHeader,
  body: updateBody,
  bodyExample: { temperature: 0.2, fallbackModels: ["claude-haiku-4-5", "gpt-4o-mini"], systemPrompt: null },
  responses: {
    200: {
      description: "The gate as it is now, and the fields that differ from before.",
      schema: z.object({ gate: wireGate, hasChanges: z.boolean(), changedFields: z.array(z.string()) }),
      headers: ["etag"],
      example: { gate: exampleGate, hasChanges: true, changedFields: ["temperature"] },
    },
  },
  errors: ["not_found", "conflict"],
  async run(ctx, { params, headers, body }) {
    const before = await getGate(ctx, params.id);
    const { gate, changedFields } = await changeGate(ctx, before, { body, ifVersion: headers["if-match"] });
    const wrap = (wire: unknown) => ({ gate: wire, hasChanges: changedFields.length > 0, changedFields });
    return gateAnswer(ctx, gate, { wrap });
  },
});

const deleteGateEndpoint = defineEndpoint({
  ...common,
  method: "DELETE",
  operationId: "deleteGate",
  summary: "Delete a gate",
  description:
    "No request that begins after the answer runs through the gate; its usage keeps its name, and the name is free. Deleting it " +
    "again by id is answered alike. After the default gate's deletion the account has no default.",
  headers: ifMatchHeader,
  responses: { 204: { description: "Deleted.", schema: null } },
  errors: ["not_found", "conflict"],
  async run(ctx, { params: { id }, headers }) {
    const gate = await findGate(ctx, id);
    // A gate that is deleted already is found by its id alone.
    const gateId = gate?.id ?? (isUuid(id) ? id : (await getGate(ctx, id)).id);
    await deleteGate(ctx, { gateId, ifVersion: headers["if-match"] });
    return { status: 204 };
  },
});

/** Endpoints of `/v1/gates/{id}`. */
export const gateByIdEndpoints = [getGateEndpoint, updateGateEndpoint, deleteGateEndpoint];

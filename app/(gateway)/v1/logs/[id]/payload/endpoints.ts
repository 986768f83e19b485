import { z } from "zod";
import { deletePayload } from "@/lib/payloads/delete-payload";
import { defineEndpoint } from "@/lib/transport/define-endpoint";

const deleteEndpoint = defineEndpoint({
  method: "DELETE",
  path: "/v1/logs/{id}/payload",
  operationId: "deleteLogPayload",
  tag: "Usage and logs",
  summary: "Delete what is kept of a request",
  description: "Deletes what was asked and answered. The request stays in the log with its usage and cost.",
  auth: true,
  resource: "logs",
  params: z.object({ id: z.uuid() }),
  responses: { 204: { description: "Deleted.", schema: null } },
  errors: ["not_found"],
  async run(ctx, { params }) {
    await deletePayload(ctx, { requestId: params.id });
    return { status: 204 };
  },
});

/** Endpoints of `/v1/logs/{id}/payload`. */
export const logPayloadEndpoints = [deleteEndpoint];

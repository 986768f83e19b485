import { z } from "zod";
import { deletePayloads } from "@/lib/payloads/delete-payloads";
import { storedPayloads } from "@/lib/payloads/queries";
import { defineEndpoint } from "@/lib/transport/define-endpoint";

const common = {
  path: "/v1/payloads",
  tag: "Usage and logs",
  resource: "logs",
  auth: true,
  errors: [],
} as const;

const storedEndpoint = defineEndpoint({
  ...common,
  method: "GET",
  operationId: "getStoredPayloads",
  summary: "See how much is kept of requests",
  description:
    "How many payloads the account has stored. What is in them is with each request at `/v1/logs/{id}`.",
  responses: {
    200: {
      description: "What is stored.",
      schema: z.object({
        count: z.int(),
        bytes: z
          .int()
          .meta({ description: "What was sent and answered, before anything was cut off or left out." }),
        lastExpiresAt: z.iso.datetime().nullable().meta({ description: "When the last of them is deleted." }),
      }),
      example: { count: 1240, bytes: 5_242_880, lastExpiresAt: "2026-12-02T09:41:12.000Z" },
    },
  },
  async run(ctx) {
    const { lastExpiresAt, ...stored } = await storedPayloads(ctx);
    return { status: 200, body: { ...stored, lastExpiresAt: lastExpiresAt?.toISOString() ?? null } };
  },
});

const deleteEndpoint = defineEndpoint({
  ...common,
  method: "DELETE",
  operationId: "deletePayloads",
  summary: "Delete what is kept of requests",
  description:
    "Deletes what was asked and answered, of all requests or of those of one key. The rows in the log stay with their usage " +
    "and cost. A request that ends in this moment may still be kept: change the policy first.",
  query: z.strictObject({
    keyId: z
      .uuid({ error: "keyId: use the id of a key." })
      .optional()
      .meta({ description: "Only what is kept of requests of this key." }),
  }),
  responses: {
    200: {
      description: "How many were deleted.",
      schema: z.object({ deleted: z.int() }),
      example: { deleted: 1240 },
    },
  },
  async run(ctx, { query }) {
    return { status: 200, body: { deleted: await deletePayloads(ctx, query) } };
  },
});

/** Endpoints of `/v1/payloads`. */
export const payloadsEndpoints = [storedEndpoint, deleteEndpoint];

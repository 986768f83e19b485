import { z } from "zod";
import { sendTestAlert } from "@/lib/spending/send-test-alert";
import { defineEndpoint } from "@/lib/transport/define-endpoint";

const wireTestAlert = z.object({
  success: z.literal(true),
  mailedTo: z.array(z.string()).nullable().meta({
    description: "Addresses of the account's owners; null where this instance sends no mail.",
  }),
  webhooks: z
    .array(z.object({ id: z.uuid(), url: z.string() }))
    .meta({ description: "Webhooks that listen to alerts of spending." }),
  otherWebhooks: z.int().meta({ description: "How many webhooks do not listen to them, or are disabled." }),
});

const testAlertEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/spending/test-alert",
  operationId: "sendTestAlert",
  tag: "Spending",
  summary: "Send a test alert",
  description:
    "Sends an alert as of a spending limit, marked as a test, on the way that real ones take: the app, mail and webhooks. It arrives " +
    "within half a minute. An account can send one a minute: the answer to another is 409. A key with a scope may not.",
  auth: true,
  resource: "keys",
  responses: {
    200: {
      description: "Whom it reaches, beside the app.",
      schema: wireTestAlert,
      example: {
        success: true,
        mailedTo: ["owner@example.com"],
        webhooks: [{ id: "0195f3a6-1b20-7d51-9c34-5e6f7a8b9c0d", url: "https://example.com/hooks/layer" }],
        otherWebhooks: 0,
      },
    },
  },
  errors: ["conflict"],
  async run(ctx) {
    return { status: 200, body: { success: true, ...(await sendTestAlert(ctx)) } };
  },
});

/** Endpoints of `/v1/spending/test-alert`. */
export const testAlertEndpoints = [testAlertEndpoint];

import { z } from "zod";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { listDeliveries } from "@/lib/webhooks/queries";
import { resendDelivery } from "@/lib/webhooks/resend-delivery";
import { testWebhook } from "@/lib/webhooks/test-webhook";
import { listOnWire, listQueryFields, wireList } from "../../../../list-answer";
import { tag, webhookParams } from "../../endpoints";
import { deliveryOnWire, exampleDelivery, wireDelivery } from "../../wire";

const waiting = {
  ...exampleDelivery,
  state: "pending" as const,
  attempts: [],
  deliveredAt: null,
  nextAttemptAt: exampleDelivery.createdAt,
};

const listEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/webhooks/{id}/deliveries",
  operationId: "listWebhookDeliveries",
  tag,
  summary: "List deliveries",
  description:
    "What was and will be sent to a webhook in the last 30 days, newest first, with every attempt and the body.",
  auth: true,
  resource: "webhooks",
  params: webhookParams,
  query: z.strictObject(listQueryFields),
  responses: {
    200: {
      description: "The deliveries.",
      schema: wireList(wireDelivery),
      example: listOnWire([exampleDelivery], false),
    },
  },
  errors: ["not_found"],
  async run(ctx, { params, query }) {
    const { items, hasMore } = await listDeliveries(ctx, { webhookId: params.id, ...query });
    return { status: 200, body: listOnWire(items.map(deliveryOnWire), hasMore) };
  },
});

const testEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/webhooks/{id}/test",
  operationId: "testWebhook",
  tag,
  summary: "Send a test event",
  description:
    "Sends the event `webhook.tested` within seconds, whatever the webhook listens to. How it went is in the list of " +
    "deliveries. A disabled webhook is 409.",
  auth: true,
  resource: "webhooks",
  params: webhookParams,
  responses: { 202: { description: "The delivery that waits.", schema: wireDelivery, example: waiting } },
  errors: ["not_found", "conflict"],
  async run(ctx, { params }) {
    return { status: 202, body: deliveryOnWire(await testWebhook(ctx, { webhookId: params.id })) };
  },
});

const resendEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/webhooks/{id}/deliveries/{deliveryId}/resend",
  operationId: "resendWebhookDelivery",
  tag,
  summary: "Send an event again",
  description:
    "Makes a new delivery of the same event, with the same `webhook-id`, by which receivers know a repetition. A disabled " +
    "webhook is 409.",
  auth: true,
  resource: "webhooks",
  params: webhookParams.extend({ deliveryId: z.uuid() }),
  responses: { 202: { description: "The new delivery.", schema: wireDelivery, example: waiting } },
  errors: ["not_found", "conflict"],
  async run(ctx, { params: { id: webhookId, deliveryId } }) {
    return { status: 202, body: deliveryOnWire(await resendDelivery(ctx, { webhookId, deliveryId })) };
  },
});

/** Endpoints of `/v1/webhooks/{id}/deliveries`. */
export const deliveriesEndpoints = [listEndpoint];
/** Endpoints of `/v1/webhooks/{id}/test`. */
export const testWebhookEndpoints = [testEndpoint];
/** Endpoints of `/v1/webhooks/{id}/deliveries/{deliveryId}/resend`. */
export const resendEndpoints = [resendEndpoint];

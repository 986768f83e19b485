import { z } from "zod";
import { idempotencyKey } from "@/lib/core/idempotency-key";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { newWebhook, type Webhook, webhookChanges } from "@/lib/webhooks/contract";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { deleteWebhook } from "@/lib/webhooks/delete-webhook";
import { getWebhook, listWebhooks } from "@/lib/webhooks/queries";
import { rotateWebhookSecret } from "@/lib/webhooks/rotate-webhook-secret";
import { updateWebhook } from "@/lib/webhooks/update-webhook";
import { listOnWire, wireList } from "../../list-answer";
import { exampleWebhook, webhookOnWire, wireWebhook } from "./wire";

export const tag = "Webhooks";
export const webhookParams = z.object({ id: z.uuid() });
const EXAMPLE_SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const EXAMPLE_URL = "https://example.com/hooks/layer";

const revealed = wireWebhook
  .extend({ secret: z.string(), secret_available: z.literal(true) })
  .meta({ id: "WebhookWithSecret" });
const exampleRevealed = { ...exampleWebhook, secret: EXAMPLE_SECRET, secret_available: true as const };

function revealedOnWire(webhook: Webhook, secret: string | null) {
  return { ...webhookOnWire(webhook), secret, secret_available: secret !== null };
}

const listEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/webhooks",
  operationId: "listWebhooks",
  tag,
  summary: "List webhooks",
  description: "The account's webhooks, the oldest first. There are at most 20, so the list has one page.",
  auth: true,
  resource: "webhooks",
  responses: {
    200: {
      description: "The webhooks.",
      schema: wireList(wireWebhook),
      example: listOnWire([exampleWebhook], false),
    },
  },
  errors: [],
  async run(ctx) {
    return { status: 200, body: listOnWire((await listWebhooks(ctx)).map(webhookOnWire), false) };
  },
});

const createEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/webhooks",
  operationId: "createWebhook",
  tag,
  summary: "Create a webhook",
  description:
    "Events are sent to the address from now on, signed as Standard Webhooks says. Answers with the signing secret, this " +
    "once. With an `Idempotency-Key`, a repetition within 24 hours makes no second webhook and answers 200 with the first " +
    "one, `secret: null` and `secret_available: false`.",
  auth: true,
  resource: "webhooks",
  headers: z.object({
    "idempotency-key": idempotencyKey
      .optional()
      .meta({ description: "Up to 255 printable ASCII characters." }),
  }),
  body: newWebhook,
  bodyExample: { url: EXAMPLE_URL, description: "Tells the team channel", events: ["key.*", "webhook.*"] },
  responses: {
    201: { description: "The new webhook.", schema: revealed, example: exampleRevealed },
    200: {
      description: "The webhook that the same request made before; its secret was shown then.",
      schema: wireWebhook.extend({ secret: z.null(), secret_available: z.literal(false) }),
      example: { ...exampleWebhook, secret: null, secret_available: false },
    },
  },
  errors: ["conflict", "idempotency_conflict", "not_found", "encryption_key_missing"],
  async run(ctx, { body, headers }) {
    const input = { ...body, idempotencyKey: headers["idempotency-key"] };
    const { webhook, secret } = await createWebhook(ctx, input);
    return { status: secret === null ? 200 : 201, body: revealedOnWire(webhook, secret) };
  },
});

const getEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/webhooks/{id}",
  operationId: "getWebhook",
  tag,
  summary: "Get a webhook",
  description: "One webhook of the account, without its signing secret.",
  auth: true,
  resource: "webhooks",
  params: webhookParams,
  responses: { 200: { description: "The webhook.", schema: wireWebhook, example: exampleWebhook } },
  errors: ["not_found"],
  async run(ctx, { params }) {
    return { status: 200, body: webhookOnWire(await getWebhook(ctx, params.id)) };
  },
});

const updateEndpoint = defineEndpoint({
  method: "PATCH",
  path: "/v1/webhooks/{id}",
  operationId: "updateWebhook",
  tag,
  summary: "Change, disable or enable a webhook",
  description:
    "Changes what is sent and nothing else. `disabled: true` sends nothing more, and what waits to be sent is given up; it " +
    "can be sent again from the delivery log.",
  auth: true,
  resource: "webhooks",
  params: webhookParams,
  body: webhookChanges.refine((changes) => Object.values(changes).some((value) => value !== undefined), {
    path: ["url"],
    error: "Send url, description, events or disabled.",
  }),
  bodyExample: { events: ["key.*", "gate.*"] },
  responses: {
    200: {
      description: "The webhook as it is now.",
      schema: wireWebhook,
      example: { ...exampleWebhook, events: ["key.*", "gate.*"] },
    },
  },
  errors: ["not_found"],
  async run(ctx, { params, body }) {
    return { status: 200, body: webhookOnWire(await updateWebhook(ctx, { ...body, webhookId: params.id })) };
  },
});

const deleteEndpoint = defineEndpoint({
  method: "DELETE",
  path: "/v1/webhooks/{id}",
  operationId: "deleteWebhook",
  tag,
  summary: "Delete a webhook",
  description: "Nothing more is sent to it, and its delivery log is gone.",
  auth: true,
  resource: "webhooks",
  params: webhookParams,
  responses: { 204: { description: "Deleted.", schema: null } },
  errors: ["not_found"],
  async run(ctx, { params }) {
    await deleteWebhook(ctx, { webhookId: params.id });
    return { status: 204 };
  },
});

const rotateEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/webhooks/{id}/rotate-secret",
  operationId: "rotateWebhookSecret",
  tag,
  summary: "Rotate the signing secret",
  description:
    "Answers with the new signing secret, this once. For 24 hours events are signed with both, so that receivers can be " +
    "moved without losing any.",
  auth: true,
  resource: "webhooks",
  params: webhookParams,
  responses: {
    200: {
      description: "The webhook with its new secret.",
      schema: revealed,
      example: { ...exampleRevealed, previousSecretUntil: "2026-11-23T09:30:00.000Z" },
    },
  },
  errors: ["not_found", "encryption_key_missing"],
  async run(ctx, { params }) {
    const { webhook, secret } = await rotateWebhookSecret(ctx, { webhookId: params.id });
    return { status: 200, body: revealedOnWire(webhook, secret) };
  },
});

/** Endpoints of `/v1/webhooks`. */
export const webhooksEndpoints = [listEndpoint, createEndpoint];
/** Endpoints of `/v1/webhooks/{id}`. */
export const webhookByIdEndpoints = [getEndpoint, updateEndpoint, deleteEndpoint];
/** Endpoints of `/v1/webhooks/{id}/rotate-secret`. */
export const rotateSecretEndpoints = [rotateEndpoint];

import { z } from "zod";
import type { Delivery, Webhook } from "@/lib/webhooks/contract";

const moment = z.iso.datetime();

/** A webhook on the wire, without its signing secret. */
export const wireWebhook = z
  .object({
    id: z.uuid(),
    url: z.string(),
    description: z.string().nullable(),
    events: z.array(z.string()),
    disabled: z.boolean(),
    disabledAt: moment.nullable(),
    disabledReason: z
      .string()
      .nullable()
      .meta({ description: "Why it was disabled when nobody asked for it." }),
    previousSecretUntil: moment
      .nullable()
      .meta({ description: "After a rotation: until when the old signing secret signs as well." }),
    createdAt: moment,
  })
  .meta({ id: "Webhook" });

export const wireDelivery = z
  .object({
    id: z.uuid(),
    eventId: z
      .uuid()
      .meta({ description: "The `webhook-id` header: the same for every delivery of an event." }),
    type: z.string(),
    state: z.enum(["pending", "delivered", "failed"]),
    attempts: z.array(
      z.object({
        at: moment,
        status: z.int().nullable().meta({ description: "null when there was no answer." }),
        latencyMs: z.int(),
        error: z.string().nullable(),
      }),
    ),
    nextAttemptAt: moment.nullable(),
    deliveredAt: moment.nullable(),
    createdAt: moment,
    body: z.object({ type: z.string(), timestamp: moment, data: z.record(z.string(), z.unknown()) }),
  })
  .meta({ id: "WebhookDelivery" });

export const exampleWebhook: z.input<typeof wireWebhook> = {
  id: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6c",
  url: "https://example.com/hooks/layer",
  description: "Tells the team channel",
  events: ["key.*", "webhook.*"],
  disabled: false,
  disabledAt: null,
  disabledReason: null,
  previousSecretUntil: null,
  createdAt: "2026-11-22T09:30:00.000Z",
};

export const exampleDelivery: z.input<typeof wireDelivery> = {
  id: "0195f3a1-0c1e-7b52-9a64-3f1c2d4e5a6d",
  eventId: "0195f3a1-0b1e-7b52-9a64-3f1c2d4e5a6e",
  type: "key.created",
  state: "delivered",
  attempts: [{ at: "2026-11-22T09:30:01.100Z", status: 204, latencyMs: 87, error: null }],
  nextAttemptAt: null,
  deliveredAt: "2026-11-22T09:30:01.187Z",
  createdAt: "2026-11-22T09:30:00.400Z",
  body: {
    type: "key.created",
    timestamp: "2026-11-22T09:30:00.400Z",
    data: {
      key: { id: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b", name: "Production" },
      actor: { kind: "user", id: "0195f39f-11aa-7d0e-8d3c-6b1f0c9e2a44", name: "Ada" },
      before: null,
      after: { name: "Production", expiresAt: null },
      auditSequence: 12,
    },
  },
};

/** A webhook as clients of the API read it. */
export function webhookOnWire(webhook: Webhook): z.input<typeof wireWebhook> {
  const { disabledAt, previousSecretUntil, createdAt, ...rest } = webhook;
  return {
    ...rest,
    disabled: disabledAt !== null,
    disabledAt: disabledAt?.toISOString() ?? null,
    previousSecretUntil: previousSecretUntil?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

/** A delivery as clients of the API read it, with the body that is sent. */
export function deliveryOnWire(delivery: Delivery): z.input<typeof wireDelivery> {
  const { id, eventId, type, state, attempts, nextAttemptAt, deliveredAt, createdAt } = delivery;
  return {
    id,
    eventId,
    type,
    state,
    attempts,
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    deliveredAt: deliveredAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    body: { type, timestamp: delivery.occurredAt.toISOString(), data: delivery.data },
  };
}

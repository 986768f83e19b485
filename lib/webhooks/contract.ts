import { z } from "zod";
import type { Json } from "@/db/schema/audit";
import type { DeliveryAttempt } from "@/db/schema/webhooks";
import { AUDIT_ACTIONS } from "@/lib/audit/contract";
import { idempotencyKey } from "@/lib/core/idempotency-key";
import type { DeliveryId, WebhookId } from "@/lib/core/ids";
import { DAY_MS } from "@/lib/core/time";

/** Every type of event there is: what enters the trail. */
export const EVENT_TYPES = Object.keys(AUDIT_ACTIONS);
const KINDS = [...new Set(EVENT_TYPES.map((type) => type.slice(0, type.indexOf("."))))];
/** What a webhook can listen to: everything, all of a kind, or one type. */
export const EVENT_PATTERNS = ["*", ...KINDS.map((kind) => `${kind}.*`), ...EVENT_TYPES];

export const WEBHOOKS_MAX = 20;
export const URL_MAX_CHARACTERS = 1_000;
export const DESCRIPTION_MAX_CHARACTERS = 200;
/** How long the signing secret before a rotation signs as well. */
export const BOTH_SECRETS_MS = DAY_MS;

/** A webhook as its account sees it. The signing secret is in no type but `RevealedWebhook`. */
export type Webhook = {
  id: WebhookId;
  url: string;
  description: string | null;
  events: string[];
  createdAt: Date;
  disabledAt: Date | null;
  /** Why it was disabled when no person did it. */
  disabledReason: string | null;
  /** While its signing secret is rotated: until when the old one signs as well. */
  previousSecretUntil: Date | null;
};

/** `secret` is null when the creation was a repetition: it was shown to the first. */
export type RevealedWebhook = { webhook: Webhook; secret: string | null };

/** An event on its way to a webhook, as the delivery log shows it. */
export type Delivery = {
  id: DeliveryId;
  /** The same for every delivery of an event, also one that was sent again. */
  eventId: string;
  type: string;
  data: { [name: string]: Json };
  occurredAt: Date;
  state: "pending" | "delivered" | "failed";
  attempts: DeliveryAttempt[];
  attemptCount: number;
  nextAttemptAt: Date | null;
  deliveredAt: Date | null;
  createdAt: Date;
};

export type DeliveryListQuery = {
  webhookId: string;
  /** Id of the last delivery of the page before. */
  after?: string | undefined;
  /** Deliveries per page, from 1. */
  limit: number;
};

const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

export const webhookUrl = z
  .string({ error: "Give the address as text, for example https://example.com/hooks/layer." })
  .transform((text) => text.trim())
  .meta({
    description: "Where events are sent, with https://. It must not lead into a private network.",
    maxLength: URL_MAX_CHARACTERS,
  });

export const webhookDescription = z
  .string({ error: "The description must be text, or null." })
  .transform((text) => text.trim())
  .refine((text) => [...text].length <= DESCRIPTION_MAX_CHARACTERS, {
    error: `The description has at most ${DESCRIPTION_MAX_CHARACTERS} characters.`,
  })
  .refine((text) => text.isWellFormed() && !CONTROL.test(text), {
    error: "The description contains a line break or a character that cannot be shown. Remove it.",
  })
  .transform((text) => (text === "" ? null : text))
  .nullable()
  .meta({ description: "What it is for, in a line.", maxLength: DESCRIPTION_MAX_CHARACTERS });

export const webhookEvents = z
  .array(
    z.enum(EVENT_PATTERNS, {
      error: "There is no such event. Use a type from the documentation, all of a kind as in key.*, or *.",
    }),
    { error: 'Give the events as a list, for example ["key.*"].' },
  )
  .min(1, { error: "Choose at least one event." })
  .max(EVENT_PATTERNS.length, { error: "The list names more events than there are." })
  .transform((events) => [...new Set(events)])
  .meta({ description: "Types of events it is told of: one type, `key.*` for all of a kind, `*` for all." });

export const newWebhook = z
  .strictObject({
    url: webhookUrl,
    description: webhookDescription.optional(),
    events: webhookEvents,
  })
  .meta({ id: "NewWebhook" });
export const createWebhookInput = newWebhook.extend({ idempotencyKey: idempotencyKey.optional() });

/** What can be changed of a webhook; what is not sent stays. */
export const webhookChanges = z
  .strictObject({
    url: webhookUrl.optional(),
    description: webhookDescription.optional(),
    events: webhookEvents.optional(),
    disabled: z
      .boolean({ error: "disabled: use true or false." })
      .optional()
      .meta({ description: "true sends nothing more until it is set to false again." }),
  })
  .meta({ id: "WebhookChanges" });

const webhookId = z.string();
export const updateWebhookInput = webhookChanges.extend({ webhookId });
export const webhookIdInput = z.strictObject({ webhookId });
export const resendDeliveryInput = z.strictObject({ webhookId, deliveryId: z.string() });

export type CreateWebhookInput = z.output<typeof createWebhookInput>;
export type UpdateWebhookInput = z.output<typeof updateWebhookInput>;
export type WebhookIdInput = z.output<typeof webhookIdInput>;
export type ResendDeliveryInput = z.output<typeof resendDeliveryInput>;

import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { AccountId, DeliveryId, WebhookId } from "@/lib/core/ids";
import { bytea, moment } from "../columns";
import { accounts } from "./accounts";
import type { Json } from "./audit";

/** An address that is told of events, signed as Standard Webhooks says. */
export const webhooks = pgTable(
  "webhooks",
  {
    id: uuid("id").$type<WebhookId>().primaryKey(),
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    url: text("url").notNull(),
    description: text("description"),
    /** Types of events it is told of: `key.created`, `key.*`, `*`. */
    events: text("events").array().notNull(),
    /** The signing secret, AES-256-GCM, bound to this row's id and account. */
    encryptedSecret: bytea("encrypted_secret").notNull(),
    /** The one before it signs as well until then. */
    encryptedPreviousSecret: bytea("encrypted_previous_secret"),
    previousSecretUntil: moment("previous_secret_until"),
    createdAt: moment("created_at").notNull().defaultNow(),
    disabledAt: moment("disabled_at"),
    /** Why it was disabled when no person did it: a sentence. */
    disabledReason: text("disabled_reason"),
    deletedAt: moment("deleted_at"),
    /** Idempotency key of the request that made it, so that a repetition makes no second one. */
    creationKey: text("creation_key"),
  },
  (t) => [
    // The webhooks of an account, and whom an event is sent to.
    index("webhooks_account").on(t.accountId, t.id).where(sql`${t.deletedAt} is null`),
    // A repeated creation finds the webhook it made before.
    uniqueIndex("webhooks_creation_key_unique").on(t.accountId, t.creationKey),
  ],
);

/** One try at delivering. */
export type DeliveryAttempt = {
  at: string;
  /** Null when there was no answer. */
  status: number | null;
  latencyMs: number;
  error: string | null;
};

/**
 * An event on its way to a webhook. Written in the transaction of what it tells of, so that none is lost and none is sent
 * that did not happen; a resend is a row of its own with the same event.
 */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    id: uuid("id").$type<DeliveryId>().primaryKey(),
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    webhookId: uuid("webhook_id")
      .$type<WebhookId>()
      .notNull()
      .references(() => webhooks.id, { onDelete: "cascade" }),
    /** Id of the event: that of its audit entry. Receivers know a repetition by it. */
    eventId: uuid("event_id").notNull(),
    type: text("type").notNull(),
    /** The body's `data`. */
    data: jsonb("data").$type<{ [name: string]: Json }>().notNull(),
    occurredAt: moment("occurred_at").notNull(),
    state: text("state", { enum: ["pending", "delivered", "failed"] })
      .notNull()
      .default("pending"),
    attempts: jsonb("attempts").$type<DeliveryAttempt[]>().notNull().default([]),
    attemptCount: integer("attempt_count").notNull().default(0),
    /** When it is tried next; null once it is delivered or given up. A claimed one is moved ahead by its lease. */
    nextAttemptAt: moment("next_attempt_at").defaultNow(),
    deliveredAt: moment("delivered_at"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    // What is due, over all accounts.
    index("webhook_deliveries_due").on(t.nextAttemptAt).where(sql`${t.state} = 'pending'`),
    // Delivery log of a webhook, newest first.
    index("webhook_deliveries_webhook").on(t.accountId, t.webhookId, t.id),
  ],
);

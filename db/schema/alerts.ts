import { index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { AccountId, AlertId, KeyId } from "@/lib/core/ids";
import { moment } from "../columns";
import { accounts } from "./accounts";
import type { Json } from "./audit";
import { apiKeys } from "./keys";

/** Something an account has to be told, once. */
export const alerts = pgTable(
  "alerts",
  {
    id: uuid("id").$type<AlertId>().primaryKey(),
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** `key.expiring`, `key.new_network`, `key.spend`: the type of the webhook event too. */
    type: text("type").notNull(),
    keyId: uuid("key_id")
      .$type<KeyId>()
      .references(() => apiKeys.id, { onDelete: "cascade" }),
    /** What makes it the same alert as another: the second is not raised, whichever instance saw it. */
    sameness: text("sameness").notNull(),
    /** What happened, in a sentence that needs no other. */
    message: text("message").notNull(),
    /** The numbers behind the sentence, and the span of rows that show it. */
    data: jsonb("data").$type<{ [name: string]: Json }>().notNull(),
    createdAt: moment("created_at").notNull(),
    /** When a person said that they have seen it. */
    dismissedAt: moment("dismissed_at"),
    /** When it went out by mail; null where it has not, or no mail is configured. */
    mailedAt: moment("mailed_at"),
    /** How often it was tried to mail it, when the next try is due, and why the last one failed. */
    mailAttempts: integer("mail_attempts").notNull().default(0),
    nextMailAt: moment("next_mail_at"),
    mailError: text("mail_error"),
  },
  (t) => [
    unique("alerts_sameness").on(t.accountId, t.sameness),
    // What is open in an account, newest first (ids are time-ordered).
    index("alerts_account").on(t.accountId, t.id),
    // The alerts of a key, newest first.
    index("alerts_key").on(t.keyId, t.id),
  ],
);

import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { AccountId, ProviderKeyId, UserId } from "@/lib/core/ids";
import { bytea, moment } from "../columns";
import { accounts, users } from "./accounts";

/** An account's own key for a provider, or a server of its own that speaks OpenAI's API. */
export const providerKeys = pgTable(
  "provider_keys",
  {
    id: uuid("id").$type<ProviderKeyId>().primaryKey(),
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** What models are named after: `openai` in `openai/gpt-4o`, or the name given to a server of one's own. */
    provider: text("provider").notNull(),
    /** How it is spoken to: `openai`, `anthropic`, `google`, `mistral` or `openai-compatible`. */
    kind: text("kind").notNull(),
    label: text("label").notNull(),
    /** Null is the provider's public address. */
    baseUrl: text("base_url"),
    /** The key, AES-256-GCM, bound to this row's id and account; null for a server that wants none. */
    encryptedKey: bytea("encrypted_key"),
    /** What may be shown of the key: its first characters and its last four. */
    keyHint: text("key_hint"),
    /** Keys of a provider are used in this order, lowest first. */
    position: integer("position").notNull().default(0),
    isActive: boolean("is_active").notNull().default(true),
    lastCheckedAt: moment("last_checked_at"),
    /** Null when the last check went well. */
    lastCheckError: text("last_check_error"),
    createdByUserId: uuid("created_by_user_id")
      .$type<UserId>()
      .references(() => users.id, { onDelete: "set null" }),
    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (t) => [
    // The keys of an account in their order: the page, the API and the gateway.
    index("provider_keys_account").on(t.accountId, t.provider, t.position, t.id),
    check("provider_keys_something", sql`${t.encryptedKey} is not null or ${t.baseUrl} is not null`),
  ],
);

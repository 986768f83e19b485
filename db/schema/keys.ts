import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid, varchar } from "drizzle-orm/pg-core";
import type { AccountId, KeyId, SecretId, UserId } from "@/lib/core/ids";
import { bytea, moment } from "../columns";
import { accounts, users } from "./accounts";

/** An identity with a name. What its holder sends is one of its secrets. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: uuid("id").$type<KeyId>().primaryKey(),
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    name: varchar("name", { length: 100 }).notNull(),
    createdByUserId: uuid("created_by_user_id")
      .$type<UserId>()
      .references(() => users.id, { onDelete: "set null" }),
    createdByKeyId: uuid("created_by_key_id").$type<KeyId>(),
    createdAt: moment("created_at").notNull().defaultNow(),
    expiresAt: moment("expires_at"),
    disabledAt: moment("disabled_at"),
    deletedAt: moment("deleted_at"),
    /** Idempotency key of the request that made it, so that a repetition makes no second one. */
    creationKey: text("creation_key"),
    /** `test` for the key that trials from the dashboard count under; nobody holds its secret. */
    purpose: text("purpose", { enum: ["test"] }),
  },
  (t) => [
    // Keys page and GET /v1/keys: the live keys of an account, newest first (ids are time-ordered).
    index("api_keys_account_live").on(t.accountId, t.id).where(sql`${t.deletedAt} is null`),
    // Keys page sorted by name.
    index("api_keys_account_name")
      .on(t.accountId, sql`lower(${t.name})`, t.id)
      .where(sql`${t.deletedAt} is null`),
    // A repeated creation finds the key it made before.
    uniqueIndex("api_keys_creation_key_unique").on(t.accountId, t.creationKey),
    // The key of trials is made at the first one.
    uniqueIndex("api_keys_purpose_unique").on(t.accountId, t.purpose).where(sql`${t.deletedAt} is null`),
    check("api_keys_name_given", sql`length(${t.name}) between 1 and 100`),
  ],
);

/** What the holder of a key sends. Only the SHA-256 is stored; a key has two while it is rotated. */
export const apiKeySecrets = pgTable(
  "api_key_secrets",
  {
    id: uuid("id").$type<SecretId>().primaryKey(),
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    keyId: uuid("key_id")
      .$type<KeyId>()
      .notNull()
      .references(() => apiKeys.id, { onDelete: "cascade" }),
    hash: bytea("hash").notNull(),
    /** The first 12 characters: `layer_` and six hex digits. */
    prefix: text("prefix").notNull(),
    lastFour: text("last_four").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    lastUsedAt: moment("last_used_at"),
    expiresAt: moment("expires_at"),
    revokedAt: moment("revoked_at"),
  },
  (t) => [
    // Admission of every request: whose secret is this?
    uniqueIndex("api_key_secrets_hash_unique").on(t.hash),
    // Secrets of a key, for the list and the detail page.
    index("api_key_secrets_key").on(t.keyId),
    // Keys page sorted by last use.
    index("api_key_secrets_account_last_used").on(t.accountId, t.lastUsedAt, t.keyId),
    check("api_key_secrets_hash_length", sql`length(${t.hash}) = 32`),
  ],
);

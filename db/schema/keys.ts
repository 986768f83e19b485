import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import type { AccountId, KeyId, SecretId, UserId } from "@/lib/core/ids";
import type { KeyGuard } from "@/lib/core/key-guard";
import type { KeyScope } from "@/lib/core/key-scope";
import type { PayloadPolicy } from "@/lib/core/payload-policy";
import type { RateLimits } from "@/lib/core/rate-limits";
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
    /** Who stopped it when no person did: the guard against anomalies, or a report that it leaked. */
    disabledBy: text("disabled_by", { enum: ["guard", "leak report"] }),
    deletedAt: moment("deleted_at"),
    description: text("description"),
    tags: text("tags").array().notNull().default(sql`'{}'::text[]`),
    /** What the key may do; null is everything. */
    scope: jsonb("scope").$type<KeyScope>(),
    /** How the key is watched; null is as the account's policy says. */
    guard: jsonb("guard").$type<KeyGuard>(),
    /** What is kept of its requests; null is as the gate or the account says. */
    payloads: jsonb("payloads").$type<PayloadPolicy>(),
    /** Its own rate limits, beside those of the account; null is none. */
    limits: jsonb("limits").$type<RateLimits>(),
    /** When it was found to be exposed; null again once that is resolved. */
    exposedAt: moment("exposed_at"),
    /** Where it was found, as the finder said: an address or a sentence. */
    exposedWhere: text("exposed_where"),
    /** Calls that began before this moment and still run are cut off. */
    callsCutAt: moment("calls_cut_at"),
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
    // Keys page filtered by tag.
    index("api_keys_tags").using("gin", t.tags),
    // Reminders: keys that expire soon, over all accounts.
    index("api_keys_expiry")
      .on(t.expiresAt)
      .where(sql`${t.expiresAt} is not null and ${t.deletedAt} is null`),
    // Running calls that have to be cut off, asked every second by every instance.
    index("api_keys_calls_cut").on(t.callsCutAt).where(sql`${t.callsCutAt} is not null`),
    // Key health: the keys that are exposed, and those that nobody is named for.
    index("api_keys_exposed")
      .on(t.accountId, t.id)
      .where(sql`${t.exposedAt} is not null and ${t.deletedAt} is null`),
    index("api_keys_ownerless")
      .on(t.accountId, t.id)
      .where(sql`${t.createdByUserId} is null and ${t.createdByKeyId} is null and ${t.deletedAt} is null`),
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
    /** When it stops: set while a newer secret takes over. */
    expiresAt: moment("expires_at"),
    /** When somebody stopped it. */
    revokedAt: moment("revoked_at"),
    /** Idempotency key of the rotation that made it, so that a repetition makes no second one. */
    rotationKey: text("rotation_key"),
  },
  (t) => [
    // Admission of every request: whose secret is this?
    uniqueIndex("api_key_secrets_hash_unique").on(t.hash),
    // A repeated rotation finds the secret it made before.
    uniqueIndex("api_key_secrets_rotation_key_unique").on(t.keyId, t.rotationKey),
    // Keys page searched by the beginning of a secret, and by its last four characters.
    index("api_key_secrets_prefix").on(t.accountId, t.prefix.op("text_pattern_ops")),
    index("api_key_secrets_last_four").on(t.accountId, t.lastFour),
    // Secrets of a key, for the list and the detail page.
    index("api_key_secrets_key").on(t.keyId),
    // Keys page sorted by last use.
    index("api_key_secrets_account_last_used").on(t.accountId, t.lastUsedAt, t.keyId),
    // Key health and keys filtered by last use: the few keys that have or had several secrets.
    index("api_key_secrets_ending")
      .on(t.accountId, t.keyId)
      .where(sql`${t.revokedAt} is not null or ${t.expiresAt} is not null`),
    check("api_key_secrets_hash_length", sql`length(${t.hash}) = 32`),
  ],
);

/**
 * Where a key was used from: one row per subscriber's network. Written with the log, so without foreign keys as the log is,
 * and kept when the log is not.
 */
export const keyNetworks = pgTable(
  "key_networks",
  {
    accountId: uuid("account_id").$type<AccountId>().notNull(),
    keyId: uuid("key_id").$type<KeyId>().notNull(),
    /** An IPv4 address, or the first 64 bits of an IPv6 one: `2001:db8:0:0::/64`. */
    network: text("network").notNull(),
    firstSeenAt: moment("first_seen_at").notNull(),
    /** To the minute. */
    lastSeenAt: moment("last_seen_at").notNull(),
    /** When a person said that it is theirs. */
    knownAt: moment("known_at"),
  },
  (t) => [
    // Settlement: is this network new to the key?
    primaryKey({ columns: [t.accountId, t.keyId, t.network] }),
    // Keys used from a network first seen lately.
    index("key_networks_new").on(t.accountId, t.firstSeenAt),
  ],
);

/** What an account wants done about its keys without being asked. No row: the defaults of `lib/keys/policy`. */
export const keyPolicies = pgTable("key_policies", {
  accountId: uuid("account_id")
    .$type<AccountId>()
    .primaryKey()
    .references(() => accounts.id, { onDelete: "cascade" }),
  /** What happens to a key that a scanner reports. */
  onLeak: text("on_leak", { enum: ["notify", "disable", "rotate"] })
    .notNull()
    .default("notify"),
  /** An old secret that was silent for this long may be stopped safely. */
  quietMinutes: integer("quiet_minutes").notNull().default(30),
  /** How keys without a guard of their own are watched; null is the default guard. */
  guard: jsonb("guard").$type<KeyGuard>(),
  updatedAt: moment("updated_at").notNull().defaultNow(),
});

import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import type { GateSettings } from "@/lib/core/gate-settings";
import type { AccountId, GateId, GateVersionId, KeyId, UserId } from "@/lib/core/ids";
import type { PayloadPolicy } from "@/lib/core/payload-policy";
import type { RateLimits } from "@/lib/core/rate-limits";
import { moment } from "../columns";
import { accounts, users } from "./accounts";

/** A named routing configuration between an application and the models. */
export const gates = pgTable(
  "gates",
  {
    id: uuid("id").$type<GateId>().primaryKey(),
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    name: varchar("name", { length: 100 }).notNull(),
    settings: jsonb("settings").$type<GateSettings>().notNull(),
    /** What is kept of its requests; null is as the account says. It is no setting that versions count. */
    payloads: jsonb("payloads").$type<PayloadPolicy>(),
    /** Rate limits of what runs through it, from all keys together; null is none. It is no setting that versions count. */
    limits: jsonb("limits").$type<RateLimits>(),
    /** The gate that answers when a request names none. */
    isDefault: boolean("is_default").notNull().default(false),
    /** Counts the saves; a request row says which version answered it. */
    version: integer("version").notNull().default(1),
    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
    deletedAt: moment("deleted_at"),
  },
  (t) => [
    // Admission by name; a deleted gate's name may be used again.
    uniqueIndex("gates_account_name_unique").on(t.accountId, t.name).where(sql`${t.deletedAt} is null`),
    // Two names that look the same, such as é in one and in two characters, are one name.
    uniqueIndex("gates_account_name_form_unique")
      .on(t.accountId, sql`normalize(${t.name}, NFKC)`)
      .where(sql`${t.deletedAt} is null`),
    // Admission without a gate; an account has at most one default.
    uniqueIndex("gates_account_default_unique")
      .on(t.accountId)
      .where(sql`${t.isDefault} and ${t.deletedAt} is null`),
    check("gates_name_given", sql`length(${t.name}) between 1 and 100`),
    check("gates_model_given", sql`coalesce(length(${t.settings} ->> 'model'), 0) > 0`),
  ],
);

/** How a version of a gate came about. */
export const GATE_ACTIONS = ["create", "manual_update", "auto_update", "reanalysis", "rollback"] as const;

/** Every save of a gate, as it stood afterwards: who, when, what changed. Never changed and never deleted alone. */
export const gateVersions = pgTable(
  "gate_versions",
  {
    id: uuid("id").$type<GateVersionId>().primaryKey(),
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    gateId: uuid("gate_id")
      .$type<GateId>()
      .notNull()
      .references(() => gates.id, { onDelete: "cascade" }),
    version: integer("version").notNull(),
    name: varchar("name", { length: 100 }).notNull(),
    settings: jsonb("settings").$type<GateSettings>().notNull(),
    action: text("action", { enum: GATE_ACTIONS }).notNull(),
    /** Names of the fields that differ from the version before; `name` is one. */
    changedFields: jsonb("changed_fields").$type<string[]>().notNull(),
    /** The version a rollback went back to. */
    restoredVersion: integer("restored_version"),
    note: text("note"),
    byUserId: uuid("by_user_id")
      .$type<UserId>()
      .references(() => users.id, { onDelete: "set null" }),
    byKeyId: uuid("by_key_id").$type<KeyId>(),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    // History of a gate, newest first; two saves at once cannot make the same version.
    unique("gate_versions_gate_version").on(t.gateId, t.version),
    // History of the whole account, newest first (ids are time-ordered); ids are looked up with their account.
    uniqueIndex("gate_versions_account").on(t.accountId, t.id),
  ],
);

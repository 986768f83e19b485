import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import type { AccountId, GateId } from "@/lib/core/ids";
import { accounts } from "./accounts";

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

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
    description: text("description"),
    taskType: text("task_type").notNull().default("chat"),
    model: text("model").notNull(),
    /** Which fields of the gate a request may replace; `true` is all, `false` is none. */
    allowOverrides: jsonb("allow_overrides")
      .$type<boolean | Record<string, boolean>>()
      .notNull()
      .default(true),
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
    // Admission without a gate; an account has at most one default.
    uniqueIndex("gates_account_default_unique")
      .on(t.accountId)
      .where(sql`${t.isDefault} and ${t.deletedAt} is null`),
    check("gates_name_given", sql`length(${t.name}) between 1 and 100`),
  ],
);

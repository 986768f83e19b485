import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { AccountId, AuditEntryId } from "@/lib/core/ids";
import { bytea, moment } from "../columns";
import { accounts } from "./accounts";

/** A value as JSON has it. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/**
 * What was done in an account, by whom, to what, from where. Never changed. Each entry carries the hash of the one before it
 * (`lib/audit/entry-hash`), so that a change, a gap or a swap shows. Actors and subjects are named as they were called then.
 */
export const auditEntries = pgTable(
  "audit_entries",
  {
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** Counts an account's entries from 1, without gaps. */
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    id: uuid("id").$type<AuditEntryId>().notNull(),
    at: moment("at").notNull(),
    /** `system` is Layer itself: the guard, the jobs, a report from outside. */
    actorKind: text("actor_kind", { enum: ["user", "key", "operator", "system"] }).notNull(),
    actorId: uuid("actor_id"),
    actorName: text("actor_name"),
    /** `key.created`: also the type of the webhook event. */
    action: text("action").notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: uuid("subject_id"),
    subjectName: text("subject_name"),
    /** The fields that changed, as they were and as they are; null where there is no before or after. */
    before: jsonb("before").$type<{ [name: string]: Json }>(),
    after: jsonb("after").$type<{ [name: string]: Json }>(),
    network: text("network"),
    userAgent: text("user_agent"),
    previousHash: bytea("previous_hash").notNull(),
    hash: bytea("hash").notNull(),
  },
  (t) => [
    // The trail of an account, newest first, and its verification, oldest first.
    primaryKey({ columns: [t.accountId, t.sequence] }),
    // The trail of one thing: the activity of a key.
    index("audit_entries_subject").on(t.accountId, t.subjectId, t.sequence),
    // The trail filtered by what was done.
    index("audit_entries_action").on(t.accountId, t.action, t.sequence),
    // One entry by its id.
    uniqueIndex("audit_entries_id").on(t.accountId, t.id),
    // The trail of a span of time.
    index("audit_entries_at").on(t.accountId, t.at, t.sequence),
    // The trail filtered by who did it, by the kind of thing it was done to, and by where it came from.
    index("audit_entries_actor").on(t.accountId, t.actorId, t.sequence),
    index("audit_entries_actor_kind").on(t.accountId, t.actorKind, t.sequence),
    index("audit_entries_subject_kind").on(t.accountId, t.subjectKind, t.sequence),
    index("audit_entries_network").on(t.accountId, t.network, t.sequence),
    // Key health: which keys changed something lately.
    index("audit_entries_by_key").on(t.accountId, t.actorId, t.at).where(sql`${t.actorKind} = 'key'`),
  ],
);

/** The end of each account's chain: whoever appends locks it, and a missing tail shows against it. */
export const auditHeads = pgTable("audit_heads", {
  accountId: uuid("account_id")
    .$type<AccountId>()
    .primaryKey()
    .references(() => accounts.id, { onDelete: "cascade" }),
  sequence: bigint("sequence", { mode: "number" }).notNull(),
  hash: bytea("hash").notNull(),
});

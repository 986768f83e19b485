import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { AccountId, ExportId, UserId } from "@/lib/core/ids";
import { bytea, moment } from "../columns";
import { accounts, users } from "./accounts";

/** A file that is written in the background because it has many rows. */
export const exports = pgTable(
  "exports",
  {
    id: uuid("id").$type<ExportId>().primaryKey(),
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    byUserId: uuid("by_user_id")
      .$type<UserId>()
      .references(() => users.id, { onDelete: "set null" }),
    format: text("format", { enum: ["csv", "json"] }).notNull(),
    /** Which rows of the log: a filter as an address holds it. */
    query: text("query").notNull(),
    /** What the file says of its times. */
    zone: text("zone").notNull(),
    state: text("state", { enum: ["waiting", "running", "done", "failed", "cancelled"] }).notNull(),
    /** Rows written so far, and how many there were when it began. */
    rows: bigint("rows", { mode: "number" }).notNull().default(0),
    rowsTotal: bigint("rows_total", { mode: "number" }),
    bytes: bigint("bytes", { mode: "number" }).notNull().default(0),
    /** Where the next piece begins. */
    place: jsonb("place").$type<string>(),
    error: text("error"),
    createdAt: moment("created_at").notNull(),
    finishedAt: moment("finished_at"),
    expiresAt: moment("expires_at").notNull(),
  },
  (t) => [
    // The exports of an account, newest first.
    index("exports_account").on(t.accountId, t.id),
    // What is to be written, and what has expired.
    index("exports_state").on(t.state, t.expiresAt),
  ],
);

/** The file of an export, piece by piece, each compressed by itself (gzip). */
export const exportPieces = pgTable(
  "export_pieces",
  {
    exportId: uuid("export_id")
      .$type<ExportId>()
      .notNull()
      .references(() => exports.id, { onDelete: "cascade" }),
    place: integer("place").notNull(),
    bytes: bytea("bytes").notNull(),
  },
  (t) => [primaryKey({ columns: [t.exportId, t.place] })],
);

import { bigint, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { AccountId } from "@/lib/core/ids";
import { moment } from "../columns";
import { accounts } from "./accounts";

/** Since when rows of a kind are still there, for the whole instance. No row: nothing was dropped yet. */
export const retention = pgTable("retention", {
  kind: text("kind", { enum: ["requests", "payloads"] }).primaryKey(),
  /** Rows from before are gone; a row that arrives later for that time goes with the next run. */
  keptFrom: moment("kept_from").notNull(),
  /** How many rows were dropped in all. */
  dropped: bigint("dropped", { mode: "number" }).notNull().default(0),
});

/**
 * Since when rows of an account's log are still there, where its plan keeps them shorter than the instance does. No row: none were
 * deleted for that yet. Where the instance has dropped later ones, that counts.
 */
export const accountRetention = pgTable("account_retention", {
  accountId: uuid("account_id")
    .$type<AccountId>()
    .primaryKey()
    .references(() => accounts.id, { onDelete: "cascade" }),
  /** The beginning of an hour (UTC); never goes back, since rows that are gone stay gone. */
  keptFrom: moment("kept_from").notNull(),
  /** How many rows were deleted in all. */
  dropped: bigint("dropped", { mode: "number" }).notNull().default(0),
});

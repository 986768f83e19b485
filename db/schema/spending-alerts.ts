import { bigint, boolean, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { AccountId, SpendingLimitId } from "@/lib/core/ids";
import { SPENDING_SCOPES } from "@/lib/core/spending";
import { moment } from "../columns";
import { accounts } from "./accounts";

/**
 * What an account was told of a spending limit and need not be told again: a row for each percentage that is reached, gone when it is
 * reached no more. Refers to no limit, so that one that is deleted leaves behind what is over with it.
 */
export const spendingAlerts = pgTable(
  "spending_alerts",
  {
    limitId: uuid("limit_id").$type<SpendingLimitId>().notNull(),
    /** 0 says that a call was refused while there was room for others. */
    percent: integer("percent").notNull(),
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    scope: text("scope", { enum: SPENDING_SCOPES }).notNull(),
    /** Of the account, gate or key. */
    holderId: uuid("holder_id").notNull(),
    /** Which day, week or month it was told of; 1970 for thirty days and for a lifetime. */
    periodStart: moment("period_start").notNull(),
    /** What was allowed when it was told: what is told of a limit is over once more is allowed than is spent. */
    allowedNanoUsd: bigint("allowed_nano_usd", { mode: "bigint" }).notNull(),
    /** Whether calls were refused from then on. */
    isSuspended: boolean("is_suspended").notNull(),
    raisedAt: moment("raised_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.limitId, t.percent] })],
);

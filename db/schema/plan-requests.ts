import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { AccountId, PlanRequestId } from "@/lib/core/ids";
import { moment } from "../columns";
import { accounts } from "./accounts";
import { plans } from "./plans";

/** An account asks for a plan, and the operator answers. People and keys are named as they were called then. */
export const planRequests = pgTable(
  "plan_requests",
  {
    id: uuid("id").$type<PlanRequestId>().primaryKey(),
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    plan: text("plan", { enum: ["free", "starter", "growth", "scale", "custom"] })
      .notNull()
      .references(() => plans.id),
    reason: text("reason").notNull(),
    askedBy: text("asked_by"),
    askedAt: moment("asked_at").notNull(),
    state: text("state", { enum: ["open", "granted", "refused"] })
      .notNull()
      .default("open"),
    answer: text("answer"),
    /** Null for the operator at the terminal, who has no name. */
    answeredBy: text("answered_by"),
    answeredAt: moment("answered_at"),
  },
  (t) => [
    // One is answered before the next is asked.
    uniqueIndex("plan_requests_open").on(t.accountId).where(sql`${t.state} = 'open'`),
    // What an account asked for, newest first (ids are time-ordered).
    index("plan_requests_account").on(t.accountId, t.id),
    check("plan_requests_reason_given", sql`length(${t.reason}) between 1 and 1000`),
    check("plan_requests_answered", sql`(${t.state} = 'open') = (${t.answeredAt} is null)`),
  ],
);

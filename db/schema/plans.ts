import { sql } from "drizzle-orm";
import { boolean, check, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { PlanLimits } from "@/lib/core/rate-limits";
import { moment } from "../columns";

/** What accounts of a plan are allowed. The five are always there; the operator changes their names and numbers. */
export const plans = pgTable(
  "plans",
  {
    id: text("id", { enum: ["free", "starter", "growth", "scale", "custom"] }).primaryKey(),
    name: text("name").notNull(),
    limits: jsonb("limits").$type<PlanLimits>().notNull(),
    /** Their order, the smallest first. */
    place: integer("place").notNull(),
    /** Whether owners may change to it by themselves; otherwise they ask for it. */
    isSelfServe: boolean("is_self_serve").notNull().default(false),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (t) => [
    check("plans_name_given", sql`length(${t.name}) between 1 and 100`),
    check("plans_custom_is_asked_for", sql`not (${t.isSelfServe} and ${t.id} = 'custom')`),
  ],
);

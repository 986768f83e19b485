import { jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "../columns";
import type { Json } from "./audit";

/** What runs on a clock, one row per job: whichever instance takes the lease runs it, the others do not. */
export const jobs = pgTable("jobs", {
  name: text("name").primaryKey(),
  nextRunAt: moment("next_run_at").notNull().defaultNow(),
  /** Until when the instance that runs it has the right to; a killed one loses it then. */
  leasedUntil: moment("leased_until"),
  /** How far it has come, for jobs that read on from there. */
  place: jsonb("place").$type<Json>(),
  lastFinishedAt: moment("last_finished_at"),
  lastError: text("last_error"),
});

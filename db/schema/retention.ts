import { bigint, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "../columns";

/** Since when rows of a kind are still there, for the whole instance. No row: nothing was dropped yet. */
export const retention = pgTable("retention", {
  kind: text("kind", { enum: ["requests", "payloads"] }).primaryKey(),
  /** Rows from before are gone; a row that arrives later for that time goes with the next run. */
  keptFrom: moment("kept_from").notNull(),
  /** How many rows were dropped in all. */
  dropped: bigint("dropped", { mode: "number" }).notNull().default(0),
});

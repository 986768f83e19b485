import { sql } from "drizzle-orm";
import { bigint, doublePrecision, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "../columns";

/**
 * What is counted against rate limits, for all instances: one row per limit of an account, a key or a gate. Written by
 * `claim_limits` (drizzle/0014) alone, once per batch of calls. What was written in the last moment before the database crashed
 * may be lost, as nobody waits for it to reach the disk.
 */
export const limitCounters = pgTable("limit_counters", {
  counter: text("counter").primaryKey(),
  /** Unix seconds at which what is counted together began: whole seconds of a minute, or the day or month (UTC). */
  starts: bigint("starts", { mode: "number" }).array().notNull().default(sql`'{}'`),
  /** What is counted from each of them on. */
  amounts: doublePrecision("amounts").array().notNull().default(sql`'{}'`),
  /** How much runs on each instance, by its id. */
  running: jsonb("running").$type<Record<string, number>>().notNull().default({}),
  /** From when on nothing of it counts, unless something runs. */
  expiresAt: moment("expires_at").notNull().defaultNow(),
});

/** Instances that count what they have running. What one runs counts no more when it was not seen for 20 seconds. */
export const limitInstances = pgTable("limit_instances", {
  id: uuid("id").primaryKey(),
  seenAt: moment("seen_at").notNull(),
});

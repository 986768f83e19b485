import { bigint, index, pgTable, primaryKey, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import type { AccountId, GateId, KeyId } from "@/lib/core/ids";

const count = (name: string) => bigint(name, { mode: "number" }).notNull();

/**
 * What charts read. Written in the transaction that inserts the request rows it sums, by nobody else, so a
 * chart cell equals the sum of its rows. No foreign keys, for the same reason as `requests`.
 */
export const usageHourly = pgTable(
  "usage_hourly",
  {
    accountId: uuid("account_id").$type<AccountId>().notNull(),
    keyId: uuid("key_id").$type<KeyId>().notNull(),
    gateId: uuid("gate_id").$type<GateId>(),
    provider: text("provider"),
    model: text("model"),
    /** Start of the hour in UTC in which the requests started. */
    hour: timestamp("hour", { withTimezone: true, precision: 0 }).notNull(),
    requests: count("requests"),
    errors: count("errors"),
    /** Requests whose cost is unknown. They are in `requests` but not in `cost_nano_usd`. */
    unpriced: count("unpriced"),
    inputTokens: count("input_tokens"),
    cachedInputTokens: count("cached_input_tokens"),
    cacheWriteTokens: count("cache_write_tokens"),
    cacheWrite1hTokens: count("cache_write_1h_tokens").default(0),
    outputTokens: count("output_tokens"),
    reasoningTokens: count("reasoning_tokens"),
    audioInputTokens: count("audio_input_tokens").default(0),
    audioOutputTokens: count("audio_output_tokens").default(0),
    costNanoUsd: bigint("cost_nano_usd", { mode: "bigint" }).notNull(),
    /** Sum over the requests, for the mean. */
    latencyMsSum: count("latency_ms_sum"),
  },
  (t) => [
    // The upsert of settlement, and every chart of one key.
    unique("usage_hourly_cell")
      .on(t.accountId, t.keyId, t.hour, t.gateId, t.provider, t.model)
      .nullsNotDistinct(),
    // Charts of a whole account.
    index("usage_hourly_account_hour").on(t.accountId, t.hour),
  ],
);

/** Over which hours the usage of an account's keys is added up in `key_usage_sums`: from `since` until `until`. */
export const keyUsageSpans = pgTable(
  "key_usage_spans",
  {
    accountId: uuid("account_id").$type<AccountId>().notNull(),
    since: timestamp("since", { withTimezone: true, precision: 0 }).notNull(),
    until: timestamp("until", { withTimezone: true, precision: 0 }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.since] })],
);

/**
 * The usage of a key over such a span, for lists in the order of it. Written by a job from `usage_hourly` and nothing else, so
 * without foreign keys as that is.
 */
export const keyUsageSums = pgTable(
  "key_usage_sums",
  {
    accountId: uuid("account_id").$type<AccountId>().notNull(),
    since: timestamp("since", { withTimezone: true, precision: 0 }).notNull(),
    keyId: uuid("key_id").$type<KeyId>().notNull(),
    requests: count("requests"),
    unpriced: count("unpriced"),
    costNanoUsd: bigint("cost_nano_usd", { mode: "bigint" }).notNull(),
  },
  // Keys page sorted by requests or cost.
  (t) => [primaryKey({ columns: [t.accountId, t.since, t.keyId] })],
);

import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { AccountId, GateId, KeyId } from "@/lib/core/ids";
import { moment } from "../columns";

const hour = (name: string) => timestamp(name, { withTimezone: true, precision: 0 });
const count = (name: string) => bigint(name, { mode: "number" }).notNull();

/** What is counted of requests: the same in every table of sums. Token classes are those of `requests`. */
const measures = () => ({
  requests: count("requests"),
  errors: count("errors"),
  /** Requests whose cost is unknown. They are in `requests` but not in `cost_nano_usd`. */
  unpriced: count("unpriced"),
  /** Requests by how sure their tokens are; the others are final or unpriced. */
  estimated: count("estimated").default(0),
  interrupted: count("interrupted").default(0),
  /** Requests for which more than the first model of the route was asked. */
  fallbacks: count("fallbacks").default(0),
  inputTokens: count("input_tokens"),
  cachedInputTokens: count("cached_input_tokens"),
  cacheWriteTokens: count("cache_write_tokens"),
  cacheWrite1hTokens: count("cache_write_1h_tokens").default(0),
  outputTokens: count("output_tokens"),
  reasoningTokens: count("reasoning_tokens"),
  audioInputTokens: count("audio_input_tokens").default(0),
  audioOutputTokens: count("audio_output_tokens").default(0),
  costNanoUsd: bigint("cost_nano_usd", { mode: "bigint" }).notNull(),
  /** Of those: the requests answered with provider keys of the account, how many of them have no known cost, and what went to such keys. */
  ownRequests: count("own_requests").default(0),
  ownUnpriced: count("own_unpriced").default(0),
  ownCostNanoUsd: bigint("own_cost_nano_usd", { mode: "bigint" }).notNull().default(sql`0`),
  /** Sum over the requests, for the mean. */
  latencyMsSum: count("latency_ms_sum"),
  /** Requests with a known time to the first token, and the sum of those times. */
  firstTokens: count("first_tokens").default(0),
  firstTokenMsSum: count("first_token_ms_sum").default(0),
});

/** What requests are told apart by. The tags of a key are read from the key. */
const dimensions = () => ({
  keyId: uuid("key_id").$type<KeyId>(),
  gateId: uuid("gate_id").$type<GateId>(),
  provider: text("provider"),
  model: text("model"),
  endpoint: text("endpoint"),
  status: smallint("status"),
});

/**
 * The truth of every sum. Written in the transaction that inserts the request rows it sums, or that books corrections of their
 * cost, by nobody else, so a chart cell equals the sum of its rows. No foreign keys, for the same reason as `requests`.
 */
export const usageHourly = pgTable(
  "usage_hourly",
  {
    accountId: uuid("account_id").$type<AccountId>().notNull(),
    ...dimensions(),
    keyId: uuid("key_id").$type<KeyId>().notNull(),
    endpoint: text("endpoint").notNull(),
    status: smallint("status").notNull(),
    /** Start of the hour in UTC in which the requests started. */
    hour: hour("hour").notNull(),
    ...measures(),
  },
  (t) => [
    // The upsert of settlement, and every chart of one key.
    unique("usage_hourly_cell")
      .on(t.accountId, t.keyId, t.hour, t.gateId, t.provider, t.model, t.endpoint, t.status)
      .nullsNotDistinct(),
    // Charts of a whole account.
    index("usage_hourly_account_hour").on(t.accountId, t.hour),
  ],
);

/**
 * Hours that were written to long after they had ended: a correction of their cost, or requests that waited for a database. They
 * are written with the sums themselves, so that whoever folded those hours before can see that they are stale.
 */
export const usageLateHours = pgTable(
  "usage_late_hours",
  {
    accountId: uuid("account_id").$type<AccountId>().notNull(),
    hour: hour("hour").notNull(),
    /** Tells this mark from a later one of the same hour. */
    mark: uuid("mark").notNull().defaultRandom(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.hour, t.mark] })],
);

/** How many classes a histogram of times has. */
export const TIME_CLASSES = 40;

/** Counts of requests by how long they took, null for none: a class is a column, so that Postgres sums them by itself. */
const histogram = (name: string) =>
  Object.fromEntries(
    Array.from({ length: TIME_CLASSES }, (_, at) => [
      `${name}${at}`,
      integer(`${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_${at}`),
    ]),
  );

/**
 * Sums over hours that are over, folded from the log by a job, for charts of many keys over a long time: per UTC hour, and per
 * calendar day of the zones that people look from. A row sums the requests that agree in the dimensions that its mask names; the
 * others are null in it.
 */
export const usageRollups = pgTable(
  "usage_rollups",
  {
    accountId: uuid("account_id").$type<AccountId>().notNull(),
    grain: text("grain", { enum: ["hour", "day"] }).notNull(),
    /** IANA name; UTC for hours. */
    zone: text("zone").notNull(),
    /** Bits: key 1, gate 2, provider 4, model 8, endpoint 16, status 32. */
    mask: smallint("mask").notNull(),
    start: hour("start").notNull(),
    ...dimensions(),
    ...measures(),
    ...histogram("latency"),
    ...histogram("firstToken"),
  },
  (t) => [
    // Every chart: one mask over a span.
    unique("usage_rollups_cell")
      .on(
        t.accountId,
        t.grain,
        t.zone,
        t.mask,
        t.start,
        t.keyId,
        t.gateId,
        t.provider,
        t.model,
        t.endpoint,
        t.status,
      )
      .nullsNotDistinct(),
  ],
);

/** Over which time an account's usage is folded: from `since` until `until`. Days are folded for zones that are asked for. */
export const usageRollupSpans = pgTable(
  "usage_rollup_spans",
  {
    accountId: uuid("account_id").$type<AccountId>().notNull(),
    grain: text("grain", { enum: ["hour", "day"] }).notNull(),
    zone: text("zone").notNull(),
    since: hour("since").notNull(),
    until: hour("until").notNull(),
    /** When somebody last looked from this zone, to the day. */
    askedAt: moment("asked_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.grain, t.zone] })],
);

/** Over which hours the usage of an account's keys is added up in `key_usage_sums`: from `since` until `until`. */
export const keyUsageSpans = pgTable(
  "key_usage_spans",
  {
    accountId: uuid("account_id").$type<AccountId>().notNull(),
    since: hour("since").notNull(),
    until: hour("until").notNull(),
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
    since: hour("since").notNull(),
    keyId: uuid("key_id").$type<KeyId>().notNull(),
    requests: count("requests"),
    unpriced: count("unpriced"),
    costNanoUsd: bigint("cost_nano_usd", { mode: "bigint" }).notNull(),
  },
  // Keys page sorted by requests or cost.
  (t) => [primaryKey({ columns: [t.accountId, t.since, t.keyId] })],
);

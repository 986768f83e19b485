import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import type { AccountId, BookingId, GateId, KeyId, RequestId, SecretId } from "@/lib/core/ids";
import type { RefusedBy } from "@/lib/core/rate-limits";
import { moment } from "../columns";

const nanoUsd = (name: string) => bigint(name, { mode: "bigint" });

/** How sure the tokens and the cost of a request are. */
export const SETTLEMENTS = ["final", "estimated", "interrupted", "unpriced"] as const;

/** One try at one model within a request. */
export type Attempt = {
  provider: string;
  model: string;
  /** HTTP status of the provider, null when it never answered. */
  status: number | null;
  latencyMs: number;
  providerRequestId: string | null;
  error: string | null;
  /** Present when the model was passed over because it kept failing: until when. It was not called then. */
  skippedUntil?: string;
};

/**
 * The log: one row per call, written in the transaction that also adds it to `usage_hourly`.
 * Range-partitioned by month over its time-ordered id (drizzle/0000, db/partitions.ts). There are no foreign
 * keys: the ids come from the admission of the same call, and a row must outlive what it names.
 */
export const requests = pgTable(
  "requests",
  {
    id: uuid("id").$type<RequestId>().primaryKey(),
    accountId: uuid("account_id").$type<AccountId>().notNull(),
    keyId: uuid("key_id").$type<KeyId>().notNull(),
    secretId: uuid("secret_id").$type<SecretId>().notNull(),
    gateId: uuid("gate_id").$type<GateId>(),
    gateVersion: integer("gate_version"),
    /** Path of the public endpoint without version: `chat/completions`. */
    endpoint: text("endpoint").notNull(),
    modelAsked: text("model_asked"),
    modelUsed: text("model_used"),
    provider: text("provider"),
    attempts: jsonb("attempts").$type<Attempt[]>().notNull(),
    /**
     * The models that were to be asked in turn, as [provider, model]; null when the call never came to a choice. With it
     * the verdict of a scope can be found again.
     */
    route: jsonb("route").$type<Array<[provider: string, model: string]>>(),
    /** The most output the call could bring, in tokens, and the most it could cost; null where nothing bounds it. */
    maxOutputTokens: bigint("max_output_tokens", { mode: "number" }),
    worstCostNanoUsd: nanoUsd("worst_cost_nano_usd"),
    streamed: boolean("streamed").notNull(),
    /** True when a model was asked, or answered, that is not the first of the route. */
    fellBack: boolean("fell_back").notNull().default(false),
    /** True for a trial from the test panel or the test endpoint. It costs and counts like any other call. */
    isTest: boolean("is_test").notNull().default(false),
    /**
     * True when the model asked last was asked with a provider key of the account, false with one of the instance. Null when nobody was
     * asked, and in rows from before this was noted.
     */
    ownProviderKey: boolean("own_provider_key"),
    /**
     * Token classes do not overlap: `input_tokens` is text that was neither read from nor written to a cache, `output_tokens`
     * is text with reasoning, audio has classes of its own.
     */
    inputTokens: bigint("input_tokens", { mode: "number" }).notNull(),
    cachedInputTokens: bigint("cached_input_tokens", { mode: "number" }).notNull(),
    cacheWriteTokens: bigint("cache_write_tokens", { mode: "number" }).notNull(),
    /** Written to a cache that keeps them for an hour; those kept for minutes are in `cache_write_tokens`. */
    cacheWrite1hTokens: bigint("cache_write_1h_tokens", { mode: "number" }).notNull().default(0),
    outputTokens: bigint("output_tokens", { mode: "number" }).notNull(),
    /** Part of `output_tokens`, shown but never priced a second time. */
    reasoningTokens: bigint("reasoning_tokens", { mode: "number" }).notNull(),
    audioInputTokens: bigint("audio_input_tokens", { mode: "number" }).notNull().default(0),
    audioOutputTokens: bigint("audio_output_tokens", { mode: "number" }).notNull().default(0),
    /** Null when no price is known; never 0 for that reason. */
    costNanoUsd: nanoUsd("cost_nano_usd"),
    /** What of it went to provider keys of the account, attempts that failed included; null where nothing did or the cost is not known. */
    ownCostNanoUsd: nanoUsd("own_cost_nano_usd"),
    priceVersion: text("price_version"),
    settlement: text("settlement", { enum: SETTLEMENTS }).notNull(),
    /** What was wrong with the token counts that the provider reported, or how they were estimated; null when nothing was. */
    usageNote: text("usage_note"),
    /**
     * True when it did not cost its tokens at one price: searches, pictures, attempts that were lost at other prices, nobody knows
     * what. No price that is set later can say what it costs.
     */
    beyondTokens: boolean("beyond_tokens").notNull().default(false),
    /** HTTP status the client was given; 499 when it left before the answer was complete. */
    status: smallint("status").notNull(),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    /** The rate limit that refused the call, and whose it is: `requestsPerMinute:key`. */
    refusedBy: text("refused_by").$type<RefusedBy>(),
    latencyMs: integer("latency_ms").notNull(),
    firstTokenMs: integer("first_token_ms"),
    network: text("network"),
    userAgent: text("user_agent"),
    startedAt: moment("started_at").notNull(),
    endedAt: moment("ended_at").notNull(),
  },
  (t) => [
    // Latest requests of a key, newest first (key page, live first request).
    index("requests_key").on(t.keyId, t.id),
    // What a secret was used for while a newer one takes over.
    index("requests_secret").on(t.secretId, t.id),
    // Log of an account, newest first.
    index("requests_account").on(t.accountId, t.id),
    // Log filtered by gate, and by model.
    index("requests_gate").on(t.accountId, t.gateId, t.id),
    index("requests_model").on(t.accountId, t.modelUsed, t.id),
    // What failed, newest first, and the errors of one kind.
    index("requests_failed").on(t.accountId, t.id).where(sql`${t.errorCode} is not null`),
    index("requests_error").on(t.accountId, t.errorCode, t.id).where(sql`${t.errorCode} is not null`),
  ],
);

/** One finished call with every column given, as it goes into the log and the hourly sums. */
export type RequestRecord = Required<typeof requests.$inferInsert> & {
  /**
   * True where it cost more than `costNanoUsd`, nobody knows how much, and nobody could say the most beforehand: its spending limits
   * count what they reserved for it where that is more.
   */
  costsMore?: boolean;
  /** True where no provider key of the instance was asked. */
  onlyOwnKeys?: boolean;
};

/**
 * What the price of a request turned out to be later: rows are added, the request is never edited. What it costs is its own cost
 * and all of these. Partitioned as `requests` is, and written in the transaction that also changes the hourly sums.
 */
export const costCorrections = pgTable(
  "cost_corrections",
  {
    requestId: uuid("request_id").$type<RequestId>().notNull(),
    accountId: uuid("account_id").$type<AccountId>().notNull(),
    bookingId: uuid("booking_id").$type<BookingId>().notNull(),
    /** Added to what the request cost until then; an unknown cost counts as nothing here and is known from then on. */
    deltaNanoUsd: nanoUsd("delta_nano_usd").notNull(),
    priceVersion: text("price_version").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    // The corrections of a request; booking the same price again adds nothing.
    primaryKey({ columns: [t.requestId, t.priceVersion] }),
    // What a booking consists of.
    index("cost_corrections_booking").on(t.bookingId, t.requestId),
  ],
);

/** What was asked and answered, for accounts that want it kept. Partitioned as `requests` is, deleted when its time has come. */
export const requestPayloads = pgTable(
  "request_payloads",
  {
    requestId: uuid("request_id").$type<RequestId>().primaryKey(),
    accountId: uuid("account_id").$type<AccountId>().notNull(),
    /** As it was sent, without secrets and without the fields that were to be left out. */
    request: text("request"),
    response: text("response"),
    /** How much of each there was, in bytes: more than is kept when it was cut. */
    requestBytes: integer("request_bytes").notNull(),
    responseBytes: integer("response_bytes").notNull(),
    /** How many values were replaced. */
    redactions: integer("redactions").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (t) => [
    // The payloads whose time has come.
    index("request_payloads_expiry").on(t.expiresAt),
    // What an account has stored: counted, added up, deleted.
    index("request_payloads_account").on(t.accountId, t.requestId),
  ],
);

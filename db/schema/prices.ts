import { bigint, index, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { AccountId, BookingId, PriceId, UserId } from "@/lib/core/ids";
import { moment } from "../columns";
import { accounts, users } from "./accounts";

const picoUsd = (name: string) => bigint(name, { mode: "bigint" });

/**
 * An account's own price of a model from a moment on; it wins over the list. Rows are added, never changed, so that a
 * request can always be explained by the row it was priced with.
 */
export const priceOverrides = pgTable(
  "price_overrides",
  {
    id: uuid("id").$type<PriceId>().primaryKey(),
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    provider: text("provider").notNull(),
    /** The provider's own name of the model. */
    model: text("model").notNull(),
    effectiveFrom: moment("effective_from").notNull(),
    /** Whole pico-dollars per token; a class without a price makes the requests that use it unpriced. */
    inputPicoUsd: picoUsd("input_pico_usd"),
    cachedInputPicoUsd: picoUsd("cached_input_pico_usd"),
    cacheWritePicoUsd: picoUsd("cache_write_pico_usd"),
    cacheWrite1hPicoUsd: picoUsd("cache_write_1h_pico_usd"),
    outputPicoUsd: picoUsd("output_pico_usd"),
    audioInputPicoUsd: picoUsd("audio_input_pico_usd"),
    audioOutputPicoUsd: picoUsd("audio_output_pico_usd"),
    source: text("source").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    // The price that holds at a moment; one row for each moment.
    unique("price_overrides_moment").on(t.accountId, t.provider, t.model, t.effectiveFrom),
  ],
);

/**
 * One booking of what a price changes of the past: the requests it was asked for, and what came of it. It grows with every batch
 * of its corrections, in their transaction; once it is finished it is never changed.
 */
export const costBookings = pgTable(
  "cost_bookings",
  {
    id: uuid("id").$type<BookingId>().primaryKey(),
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    /** The requests that started in this span, `until` not included. */
    since: moment("since").notNull(),
    until: moment("until").notNull(),
    priceVersion: text("price_version").notNull(),
    requests: bigint("requests", { mode: "number" }).notNull(),
    /** How many of them had no known cost before. */
    newlyPriced: bigint("newly_priced", { mode: "number" }).notNull(),
    deltaNanoUsd: bigint("delta_nano_usd", { mode: "bigint" }).notNull(),
    createdAt: moment("created_at").notNull(),
    /** Null while there is more to book, or when its instance died; booking the same price again goes on with it. */
    finishedAt: moment("finished_at"),
  },
  // Bookings of an account, newest first.
  (t) => [index("cost_bookings_account").on(t.accountId, t.id)],
);

/** The prices of one model in a list: whole pico-dollars per token as text, by tier, since moments. */
export type ListedPrices = Array<{
  from: string | null;
  tiers: Array<{ above: number } & Record<string, string | number | null>>;
}>;

/**
 * The list prices that the instance goes by, and those that a newer version of the product brings and nobody has accepted yet.
 * A model that is in no accepted list has the price of the version that runs.
 */
export const priceLists = pgTable("price_lists", {
  /** The package that brought it, with its version. */
  source: text("source").primaryKey(),
  status: text("status", { enum: ["accepted", "proposed", "declined", "replaced"] }).notNull(),
  /** By `provider/model`. */
  prices: jsonb("prices").$type<Record<string, ListedPrices>>().notNull(),
  /** Entries that could not be read, with what is wrong; the price before holds for them. */
  problems: jsonb("problems").$type<Array<{ model: string; problem: string }>>().notNull(),
  createdAt: moment("created_at").notNull().defaultNow(),
  decidedAt: moment("decided_at"),
  decidedByUserId: uuid("decided_by_user_id")
    .$type<UserId>()
    .references(() => users.id, { onDelete: "set null" }),
});

import { bigint, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { AccountId, PriceId } from "@/lib/core/ids";
import { moment } from "../columns";
import { accounts } from "./accounts";

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

import { asc, desc, eq } from "drizzle-orm";
import { priceOverrides } from "@/db/schema/prices";
import type { Ctx } from "@/lib/context";
import type { PriceOverride } from "./contract";

/** The account's own prices, those of the past and of the future included; the latest of each model first. */
export async function listPrices({ db, accountId }: Pick<Ctx, "db" | "accountId">): Promise<PriceOverride[]> {
  const rows = await db
    .select()
    .from(priceOverrides)
    .where(eq(priceOverrides.accountId, accountId))
    .orderBy(asc(priceOverrides.provider), asc(priceOverrides.model), desc(priceOverrides.effectiveFrom));
  return rows.map(toOverride);
}

/** A row as the rooms see it. */
export function toOverride(row: typeof priceOverrides.$inferSelect): PriceOverride {
  return {
    id: row.id,
    provider: row.provider,
    model: row.model,
    effectiveFrom: row.effectiveFrom,
    prices: {
      input: row.inputPicoUsd,
      cachedInput: row.cachedInputPicoUsd,
      cacheWrite: row.cacheWritePicoUsd,
      cacheWrite1h: row.cacheWrite1hPicoUsd,
      output: row.outputPicoUsd,
      audioInput: row.audioInputPicoUsd,
      audioOutput: row.audioOutputPicoUsd,
    },
    source: row.source,
    createdAt: row.createdAt,
  };
}

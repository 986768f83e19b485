import { and, asc, desc, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { priceOverrides } from "@/db/schema/prices";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { isUuid, type PriceId } from "@/lib/core/ids";
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

/** The account's own prices of one model, the latest first. */
export async function listPricesOf(
  { db, accountId }: Pick<Ctx, "accountId"> & { db: Ctx["db"] | Transaction },
  { provider, model }: { provider: string; model: string },
): Promise<PriceOverride[]> {
  const { accountId: owner } = priceOverrides;
  const rows = await db
    .select()
    .from(priceOverrides)
    .where(and(eq(owner, accountId), eq(priceOverrides.provider, provider), eq(priceOverrides.model, model)))
    .orderBy(desc(priceOverrides.effectiveFrom));
  return rows.map(toOverride);
}

/** One of the account's own prices. Throws `not_found` for unknown ids and other accounts' prices. */
export async function getPrice(
  { db, accountId }: Pick<Ctx, "accountId"> & { db: Ctx["db"] | Transaction },
  priceId: PriceId | string,
): Promise<PriceOverride> {
  const [row] = isUuid(priceId)
    ? await db
        .select()
        .from(priceOverrides)
        .where(and(eq(priceOverrides.accountId, accountId), eq(priceOverrides.id, priceId as PriceId)))
    : [];
  if (row === undefined) throw new AppError("not_found", "There is no price with this id in your account.");
  return toOverride(row);
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

import { and, eq, gt } from "drizzle-orm";
import { raiseConfigVersion } from "@/db/raise-config-version";
import { priceOverrides } from "@/db/schema/prices";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { isUuid, type PriceId } from "@/lib/core/ids";
import { toOverride } from "./queries";
import { recordPrice } from "./record-price";

/**
 * Takes back a price that is not in force yet. Raises `accounts.config_version` with it. Throws `not_found` for unknown and
 * other accounts' prices, and `conflict` for one that requests may have been priced with.
 */
export async function deletePrice(ctx: Ctx, { priceId }: { priceId: PriceId | string }): Promise<void> {
  if (!isUuid(priceId)) throw notFound();
  const own = and(eq(priceOverrides.accountId, ctx.accountId), eq(priceOverrides.id, priceId as PriceId));
  const now = ctx.clock.now();
  await ctx.db.transaction(async (tx) => {
    await raiseConfigVersion(tx, ctx.accountId);
    const [deleted] = await tx
      .delete(priceOverrides)
      .where(and(own, gt(priceOverrides.effectiveFrom, now)))
      .returning();
    if (deleted !== undefined) {
      return recordPrice(tx, ctx, "price.deleted", { before: toOverride(deleted), after: null });
    }
    const [kept] = await tx.select({ from: priceOverrides.effectiveFrom }).from(priceOverrides).where(own);
    throw kept === undefined ? notFound() : inForce(kept.from);
  });
}

function notFound(): AppError {
  return new AppError("not_found", "There is no price with this id in your account.");
}

function inForce(from: Date): AppError {
  return new AppError(
    "conflict",
    `This price holds since ${from.toISOString()}, so requests may have been priced with it. Set a new price instead.`,
  );
}

import type { Transaction } from "@/db/client";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { overridesOf, type PriceOverrides } from "@/lib/prices/account-prices";
import { findPrice } from "@/lib/prices/price-book";
import { getPrice, listPricesOf } from "@/lib/prices/queries";
import type { CorrectionSpan, CorrectionTarget } from "./contract";

/** A span with what is needed to price its requests. */
export type PricedSpan = CorrectionSpan & { overrides: PriceOverrides };

/**
 * The requests that a price holds for by now: from its moment until the next own price of the model takes over, or until the
 * present. Throws `not_found` for prices that are not there, and `conflict` for those that hold for nothing yet.
 */
export async function correctionSpan(
  ctx: Pick<Ctx, "accountId" | "clock"> & { db: Ctx["db"] | Transaction },
  target: CorrectionTarget,
): Promise<PricedSpan> {
  const now = ctx.clock.now();
  if (!("priceId" in target)) return listSpan(ctx, target, now);
  const price = await getPrice(ctx, target.priceId);
  const { provider, model, effectiveFrom } = price;
  if (effectiveFrom >= now) {
    const message = `This price holds from ${effectiveFrom.toISOString()} on, so there is nothing of the past to correct with it.`;
    throw new AppError("conflict", message);
  }
  const all = await listPricesOf(ctx, price);
  const next = all.findLast((other) => other.effectiveFrom > effectiveFrom);
  return {
    provider,
    model,
    priceVersion: `override:${price.id}`,
    since: effectiveFrom,
    until: earlier(next?.effectiveFrom ?? now, now),
    overrides: overridesOf(all),
  };
}

/** A list's price holds until the account's first own one. */
async function listSpan(
  ctx: Pick<Ctx, "accountId"> & { db: Ctx["db"] | Transaction },
  { provider, model }: { provider: string; model: string },
  now: Date,
): Promise<PricedSpan> {
  const all = await listPricesOf(ctx, { provider, model });
  const until = earlier(all.at(-1)?.effectiveFrom ?? now, now);
  const price = findPrice(provider, model, until);
  if (price === null) throw new AppError("not_found", "The list has no price of this model.");
  return { provider, model, priceVersion: price.version, since: null, until, overrides: overridesOf(all) };
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

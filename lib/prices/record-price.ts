import type { Transaction } from "@/db/client";
import type { AuditAction } from "@/lib/audit/contract";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { usdPerMillionDecimal } from "@/lib/core/money";
import { type PriceOverride, priceField } from "./contract";
import { TOKEN_CLASSES } from "./token-classes";

/** Writes what became of a price to the trail, amounts as people type them. Call it last in the transaction. */
export async function recordPrice(
  tx: Transaction,
  ctx: Ctx,
  action: AuditAction,
  { before, after }: { before: PriceOverride | null; after: PriceOverride | null },
): Promise<void> {
  const price = after ?? before;
  if (price === null) return;
  await recordChange(tx, ctx, {
    action,
    subject: { kind: "price", id: price.id, name: `${price.provider}/${price.model}` },
    before: before && fields(before),
    after: after && fields(after),
  });
}

function fields({ provider, model, effectiveFrom, source, prices }: PriceOverride) {
  const amounts = TOKEN_CLASSES.map((name) => {
    const amount = prices[name];
    return [priceField(name), amount === null ? null : usdPerMillionDecimal(amount)];
  });
  return { provider, model, effectiveFrom, source, ...Object.fromEntries(amounts) };
}

import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { spendingLimits } from "@/db/schema/spending";
import type { Ctx } from "@/lib/context";
import type { SpendingLimit } from "./contract";
import { getSpendingLimit } from "./queries";
import { holdSpending } from "./square-spending";

/**
 * A spending limit that nobody else changes, and no call reserves in, before the transaction has ended. Throws `not_found`.
 */
export async function lockLimit(tx: Transaction, ctx: Ctx, limitId: string): Promise<SpendingLimit> {
  const reader = { db: tx, accountId: ctx.accountId };
  const { id } = await getSpendingLimit(reader, limitId);
  await holdSpending(tx, ctx.accountId);
  await tx
    .select({ id: spendingLimits.id })
    .from(spendingLimits)
    .where(eq(spendingLimits.id, id))
    .for("no key update");
  return getSpendingLimit(reader, id);
}

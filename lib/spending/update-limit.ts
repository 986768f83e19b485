import { isDeepStrictEqual } from "node:util";
import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { spendingLimits } from "@/db/schema/spending";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import type { SpendingLimit, SpendingLimitChanges } from "./contract";
import { spendingFields, spendingSubject } from "./limit-fields";
import { lockLimit, type SeenLimit } from "./lock-limit";
import { moveReservations } from "./move-reservations";
import { getSpendingLimit } from "./queries";
import { squareSpending } from "./square-spending";

export type ChangeLimitInput = SeenLimit & { changes: SpendingLimitChanges };

/**
 * Changes what is given of a spending limit, within a transaction. Nothing is recorded when nothing changes. Throws what `lockLimit`
 * throws.
 */
export async function updateLimit(
  tx: Transaction,
  ctx: Ctx,
  { changes, ...seen }: ChangeLimitInput,
): Promise<SpendingLimit> {
  const before = await lockLimit(tx, ctx, seen);
  const { amountUsd, fenceUsd, ...rest } = changes;
  const wanted = {
    zone: rest.zone ?? before.zone,
    enforcement: rest.enforcement ?? before.enforcement,
    alertPercents: rest.alertPercents ?? before.alertPercents,
    amountNanoUsd: amountUsd ?? before.amountNanoUsd,
    fenceNanoUsd: fenceUsd === undefined ? before.fenceNanoUsd : fenceUsd,
  };
  if (isDeepStrictEqual(spendingFields(before), spendingFields({ ...before, ...wanted }))) return before;
  await tx
    .update(spendingLimits)
    .set({ ...wanted, updatedAt: sql`clock_timestamp()` })
    .where(eq(spendingLimits.id, before.id));
  if (wanted.zone !== before.zone) {
    await moveReservations(tx, before.id);
    await squareSpending(tx, [before.id]);
  }
  const after = await getSpendingLimit({ db: tx, accountId: ctx.accountId }, before.id);
  await recordChange(tx, ctx, {
    action: "spending_limit.updated",
    subject: spendingSubject(after),
    before: spendingFields(before),
    after: spendingFields(after),
  });
  return after;
}

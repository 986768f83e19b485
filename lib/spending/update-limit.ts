import { isDeepStrictEqual } from "node:util";
import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { spendingLimits } from "@/db/schema/spending";
import type { Ctx } from "@/lib/context";
import type { SpendingLimitChanges } from "./contract";
import { dropOwnFences } from "./drop-own-fences";
import { spendingFields, spendingSubject, type WrittenLimit } from "./limit-fields";
import { lockLimit, type SeenLimit } from "./lock-limit";
import { moveReservations } from "./move-reservations";
import { getSpendingLimit } from "./queries";
import { squareSpending } from "./square-spending";

export type ChangeLimitInput = SeenLimit & { changes: SpendingLimitChanges };

/**
 * Changes what is given of a spending limit, within a transaction that tells the trail last: of nothing when nothing changes. Throws
 * what `lockLimit` throws.
 */
export async function updateLimit(
  tx: Transaction,
  ctx: Ctx,
  { changes, ...seen }: ChangeLimitInput,
): Promise<WrittenLimit> {
  const before = await lockLimit(tx, ctx, seen);
  const { amountUsd, fenceUsd, ...rest } = changes;
  const wanted = {
    zone: rest.zone ?? before.zone,
    enforcement: rest.enforcement ?? before.enforcement,
    alertPercents: rest.alertPercents ?? before.alertPercents,
    amountNanoUsd: amountUsd ?? before.amountNanoUsd,
    fenceNanoUsd: fenceUsd === undefined ? before.fenceNanoUsd : fenceUsd,
    countsOwnKeys: rest.countsOwnKeys ?? before.countsOwnKeys,
  };
  if (isDeepStrictEqual(spendingFields(before), spendingFields({ ...before, ...wanted }))) {
    return { limit: before, changes: [] };
  }
  await tx
    .update(spendingLimits)
    .set({ ...wanted, updatedAt: sql`clock_timestamp()` })
    .where(eq(spendingLimits.id, before.id));
  if (wanted.zone !== before.zone) await moveReservations(tx, before.id);
  if (before.countsOwnKeys && !wanted.countsOwnKeys) await dropOwnFences(tx, before.id);
  if (wanted.zone !== before.zone || wanted.countsOwnKeys !== before.countsOwnKeys)
    await squareSpending(tx, [before.id]);
  const limit = await getSpendingLimit({ db: tx, accountId: ctx.accountId }, before.id);
  const change = {
    action: "spending_limit.updated" as const,
    subject: spendingSubject(limit),
    before: spendingFields(before),
    after: spendingFields(limit),
  };
  return { limit, changes: [change] };
}

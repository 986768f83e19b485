import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { spendingLimits } from "@/db/schema/spending";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { SpendingLimit } from "./contract";
import { getSpendingLimit } from "./queries";
import { refuseLimitedKey } from "./refuse-limited-key";
import { refuseMembers } from "./refuse-members";
import { holdSpending } from "./square-spending";

/** A limit, and when it was last changed as far as whoever asks has seen. */
export type SeenLimit = { limitId: string; ifUpdatedAt?: Date | undefined };

/**
 * A spending limit that nobody else changes, and no call reserves in, before the transaction has ended. Throws `scope_access` for a key
 * with a scope, `forbidden` for members, `not_found`, and `conflict` when `ifUpdatedAt` is given and somebody has changed it since.
 */
export async function lockLimit(
  tx: Transaction,
  ctx: Ctx,
  { limitId, ifUpdatedAt }: SeenLimit,
): Promise<SpendingLimit> {
  refuseLimitedKey(ctx);
  await refuseMembers(tx, ctx);
  const reader = { db: tx, accountId: ctx.accountId };
  const { id } = await getSpendingLimit(reader, limitId);
  await holdSpending(tx, ctx.accountId);
  await tx
    .select({ id: spendingLimits.id })
    .from(spendingLimits)
    .where(eq(spendingLimits.id, id))
    .for("no key update");
  const limit = await getSpendingLimit(reader, id);
  if (ifUpdatedAt === undefined || limit.updatedAt.getTime() === ifUpdatedAt.getTime()) return limit;
  const updatedAt = limit.updatedAt.toISOString();
  const message = `Somebody changed this spending limit at ${updatedAt}. Read it again and repeat the change.`;
  throw new AppError("conflict", message, { details: { updatedAt } });
}

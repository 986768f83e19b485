import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { spendingLimits } from "@/db/schema/spending";
import type { Change } from "@/lib/audit/append-changes";
import type { Ctx } from "@/lib/context";
import type { SpendingLimitId } from "@/lib/core/ids";
import { spendingFields, spendingSubject } from "./limit-fields";
import { lockLimit, type SeenLimit } from "./lock-limit";

/**
 * Removes a spending limit, its balances and its reservations within a transaction that tells the trail last. Throws what `lockLimit`
 * throws.
 */
export async function removeLimit(tx: Transaction, ctx: Ctx, seen: SeenLimit): Promise<Change> {
  const limit = await lockLimit(tx, ctx, seen);
  await tx.delete(spendingLimits).where(eq(spendingLimits.id, limit.id));
  await dropOrphans(tx, limit.id);
  return {
    action: "spending_limit.deleted",
    subject: spendingSubject(limit),
    before: spendingFields(limit),
    after: null,
  };
}

/** What is being written right now is left to the job that clears up. */
async function dropOrphans(tx: Transaction, limitId: SpendingLimitId): Promise<void> {
  await tx.execute(sql`
    delete from spending_reservations where ctid = any (array(
      select ctid from spending_reservations where limit_id = ${limitId} for update skip locked))`);
  await tx.execute(sql`
    delete from spending_fences where ctid = any (array(
      select ctid from spending_fences where limit_id = ${limitId} for update skip locked))`);
  await tx.execute(sql`
    delete from spending_balances where ctid = any (array(
      select ctid from spending_balances where limit_id = ${limitId} for update skip locked))`);
}

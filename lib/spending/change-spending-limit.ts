import type { Ctx } from "@/lib/context";
import type { SpendingLimit, SpendingLimitChanges } from "./contract";
import { getSpendingLimit } from "./queries";
import { squareSpending } from "./square-spending";
import { updateLimit } from "./update-limit";

/**
 * Changes what is given of a spending limit and nothing else; in another zone its day, week or month is another, and what was spent in
 * that counts. Nothing is recorded when nothing changes. Throws `not_found`.
 */
export async function changeSpendingLimit(
  ctx: Ctx,
  input: { limitId: string; changes: SpendingLimitChanges },
): Promise<SpendingLimit> {
  const after = await ctx.db.transaction((tx) => updateLimit(tx, ctx, input));
  if (input.changes.zone === undefined) return after;
  // Requests that were written before anybody could see the new zone.
  await squareSpending(ctx.db, [after.id]);
  return getSpendingLimit(ctx, after.id);
}

import { appendChanges } from "@/lib/audit/append-changes";
import type { Ctx } from "@/lib/context";
import type { SpendingLimit } from "./contract";
import { getSpendingLimit } from "./queries";
import { squareSpending } from "./square-spending";
import { type ChangeLimitInput, updateLimit } from "./update-limit";

/**
 * Changes what is given of a spending limit and nothing else; in another zone its day, week or month is another, and what was spent in
 * that counts, as does what was spent with provider keys that count from now on. Nothing is recorded when nothing changes. Throws `not_found`, `conflict` when somebody changed it since
 * `ifUpdatedAt`, and `scope_access` for a key with a scope.
 */
export async function changeSpendingLimit(ctx: Ctx, input: ChangeLimitInput): Promise<SpendingLimit> {
  const after = await ctx.db.transaction(async (tx) => {
    const { limit, changes } = await updateLimit(tx, ctx, input);
    await appendChanges(tx, ctx, changes);
    return limit;
  });
  const { zone, countsOwnKeys } = input.changes;
  if (zone === undefined && countsOwnKeys === undefined) return after;
  // Requests that were written before anybody could see the change.
  await squareSpending(ctx.db, [after.id]);
  return getSpendingLimit(ctx, after.id);
}

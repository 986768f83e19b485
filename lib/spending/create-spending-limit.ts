import { appendChanges } from "@/lib/audit/append-changes";
import type { Ctx } from "@/lib/context";
import type { NewSpendingLimit, SpendingLimit } from "./contract";
import { insertLimit } from "./insert-limit";
import { getSpendingLimit } from "./queries";
import { squareSpending } from "./square-spending";

/**
 * Adds a spending limit to the account, to a gate or to a key; what was spent in its period before counts. Throws `not_found` for a
 * gate or key that is not the account's, `conflict` where its holder has one for that period: `details.limit_id` says which, and `scope_access` for a
 * key with a scope.
 */
export async function createSpendingLimit(ctx: Ctx, input: NewSpendingLimit): Promise<SpendingLimit> {
  const { id } = await ctx.db.transaction(async (tx) => {
    const { limit, changes } = await insertLimit(tx, ctx, input);
    await appendChanges(tx, ctx, changes);
    return limit;
  });
  // Requests that were written before anybody could see the limit.
  await squareSpending(ctx.db, [id]);
  return getSpendingLimit(ctx, id);
}

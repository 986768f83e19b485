import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import type { SeenLimit } from "./lock-limit";
import { removeLimit } from "./remove-limit";

/**
 * Removes a spending limit with what is known of its periods: calls go on without it. Throws `not_found`,
 * `conflict` when somebody changed it since `ifUpdatedAt`, and `scope_access` for a key with a scope.
 */
export async function deleteSpendingLimit(ctx: Ctx, seen: SeenLimit): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await recordChange(tx, ctx, await removeLimit(tx, ctx, seen));
  });
}

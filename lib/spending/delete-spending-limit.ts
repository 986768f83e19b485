import type { Ctx } from "@/lib/context";
import { removeLimit } from "./remove-limit";

/** Removes a spending limit with what is known of its periods: calls go on without it. Throws `not_found`. */
export async function deleteSpendingLimit(ctx: Ctx, { limitId }: { limitId: string }): Promise<void> {
  await ctx.db.transaction((tx) => removeLimit(tx, ctx, limitId));
}

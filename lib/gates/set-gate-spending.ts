import { appendChanges } from "@/lib/audit/append-changes";
import type { Ctx } from "@/lib/context";
import { squareSpending } from "@/lib/spending/square-spending";
import { lockGate } from "./lock-gate";
import type { GateSpendingInput } from "./plan-gate-spending";
import { writeGateSpending } from "./write-gate-spending";

/**
 * Makes, changes or removes the limit that a gate shows. A new one is of the month and tells only, unless told otherwise. It is no
 * change of what the gate does, so there is no new version. Throws `not_found`, `invalid_field` where there is no limit to change, and
 * `scope_access` for a key with a scope.
 */
export async function setGateSpending(
  ctx: Ctx,
  { gateId, ...given }: GateSpendingInput & { gateId: string },
): Promise<void> {
  const limitId = await ctx.db.transaction(async (tx) => {
    const { id } = await lockGate(tx, ctx, { gateId });
    const { limitId, changes } = await writeGateSpending(tx, ctx, id, given);
    await appendChanges(tx, ctx, changes);
    return limitId;
  });
  // Requests that were written before anybody could see the limit.
  if (limitId !== null) await squareSpending(ctx.db, [limitId]);
}

import type { Ctx } from "@/lib/context";
import { ALERT_PERCENTS } from "@/lib/core/spending";
import { insertLimit } from "@/lib/spending/insert-limit";
import { spendingLimitsOf } from "@/lib/spending/queries";
import { removeLimit } from "@/lib/spending/remove-limit";
import { holdSpending, squareSpending } from "@/lib/spending/square-spending";
import { updateLimit } from "@/lib/spending/update-limit";
import { isOfGate } from "./gate-spending";
import { lockGate } from "./lock-gate";
import { type GateSpendingInput, planGateSpending } from "./plan-gate-spending";

/**
 * Makes, changes or removes the limit that a gate shows. A new one is of the month and tells only, unless told otherwise. It is no
 * change of what the gate does, so there is no new version. Throws `not_found`, `invalid_field` where there is no limit to change, and
 * `scope_access` for a key with a scope.
 */
export async function setGateSpending(
  ctx: Ctx,
  { gateId, ...given }: GateSpendingInput & { gateId: string },
): Promise<void> {
  const changed = await ctx.db.transaction(async (tx) => {
    const { id } = await lockGate(tx, ctx, { gateId });
    await holdSpending(tx, ctx.accountId);
    const all = await spendingLimitsOf({ db: tx, accountId: ctx.accountId }, { gateId: id });
    const limits = all.filter(isOfGate);
    const shown = limits.find(({ period }) => period === "monthly") ?? limits[0];
    const plan = planGateSpending(ctx, shown, given);
    if (plan.kind === "same") return null;
    const stays = plan.kind === "put" ? limits.find(({ period }) => period === plan.period) : undefined;
    for (const limit of plan.kind === "remove" ? limits : [shown]) {
      if (limit !== undefined && limit !== stays) await removeLimit(tx, ctx, { limitId: limit.id });
    }
    if (plan.kind === "remove") return null;
    const { amount: amountUsd, period, enforcement } = plan;
    if (stays !== undefined) {
      return updateLimit(tx, ctx, { limitId: stays.id, changes: { amountUsd, enforcement } });
    }
    const { zone = "UTC", alertPercents = [...ALERT_PERCENTS], fenceNanoUsd: fenceUsd = null } = shown ?? {};
    return insertLimit(tx, ctx, {
      gateId: id,
      period,
      zone,
      amountUsd,
      enforcement,
      alertPercents,
      fenceUsd,
    });
  });
  // Requests that were written before anybody could see the limit.
  if (changed !== null) await squareSpending(ctx.db, [changed.id]);
}

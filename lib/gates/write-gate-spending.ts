import type { Transaction } from "@/db/client";
import type { Change } from "@/lib/audit/append-changes";
import type { Ctx } from "@/lib/context";
import type { GateId, SpendingLimitId } from "@/lib/core/ids";
import { ALERT_PERCENTS } from "@/lib/core/spending";
import { insertLimit } from "@/lib/spending/insert-limit";
import { spendingLimitsOf } from "@/lib/spending/queries";
import { removeLimit } from "@/lib/spending/remove-limit";
import { holdSpending } from "@/lib/spending/square-spending";
import { updateLimit } from "@/lib/spending/update-limit";
import type { SpendingTerms } from "./gate-beside";
import { type GateSpending, isOfGate } from "./gate-spending";
import { type GateSpendingInput, planGateSpending } from "./plan-gate-spending";

/** The limit that is to be squared after the commit, if there is one, and what there is to tell the trail of. */
type WrittenSpending = { limitId: SpendingLimitId | null; changes: Change[] };

/**
 * Makes, changes or removes the limit that a locked gate shows, in a transaction that locks no other gate after this and tells the
 * trail last. Throws what `planGateSpending` throws, and `forbidden` for members.
 */
export async function writeGateSpending(
  tx: Transaction,
  ctx: Ctx,
  gateId: GateId,
  given: GateSpendingInput,
): Promise<WrittenSpending> {
  await holdSpending(tx, ctx.accountId);
  const all = await spendingLimitsOf({ db: tx, accountId: ctx.accountId }, { gateId });
  const limits = all.filter(isOfGate);
  const shown = limits.find(({ period }) => period === "monthly") ?? limits[0];
  const plan = planGateSpending(ctx, shown, given);
  if (plan.kind === "same") return { limitId: null, changes: [] };
  const stays = plan.kind === "put" ? limits.find(({ period }) => period === plan.terms.period) : undefined;
  const changes: Change[] = [];
  for (const limit of plan.kind === "remove" ? limits : [shown]) {
    if (limit !== undefined && limit !== stays) {
      changes.push(await removeLimit(tx, ctx, { limitId: limit.id }));
    }
  }
  if (plan.kind === "remove") return { limitId: null, changes };
  const put = await putLimit(tx, ctx, { gateId, shown, stays, terms: plan.terms });
  return { limitId: put.limit.id, changes: [...changes, ...put.changes] };
}

type Put = {
  gateId: GateId;
  shown: GateSpending | undefined;
  stays: GateSpending | undefined;
  terms: SpendingTerms;
};

async function putLimit(
  tx: Transaction,
  ctx: Ctx,
  { gateId, shown, stays, terms: { amountNanoUsd: amountUsd, period, enforcement } }: Put,
) {
  if (stays !== undefined) {
    return updateLimit(tx, ctx, { limitId: stays.id, changes: { amountUsd, enforcement } });
  }
  const { zone = "UTC", alertPercents = [...ALERT_PERCENTS], fenceNanoUsd: fenceUsd = null } = shown ?? {};
  const kept = { zone, alertPercents, fenceUsd, countsOwnKeys: shown?.countsOwnKeys ?? true };
  return insertLimit(tx, ctx, { gateId, period, amountUsd, enforcement, ...kept });
}

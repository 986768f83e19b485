import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { asOperator } from "./as-operator";
import type { AccountPlan, SetAccountPlanInput } from "./contract";
import { lockAccount } from "./lock-account";
import { getAccountPlan, requireOperator } from "./queries";
import { writeAccountPlan } from "./write-account-plan";

/**
 * Puts an account on a plan, as the operator; what was set for the account alone stays. Nothing is recorded when it is on it
 * already. Throws `forbidden` for all but the operator, and `not_found`.
 */
export async function setAccountPlan(
  ctx: Ctx,
  { accountId, plan }: SetAccountPlanInput,
): Promise<AccountPlan> {
  return ctx.db.transaction(async (tx) => {
    await requireOperator({ ...ctx, db: tx });
    const account = await lockAccount(tx, accountId);
    if (account.plan !== plan) {
      const change = await writeAccountPlan(tx, accountId, account, plan);
      await recordChange(tx, asOperator(ctx, accountId), change);
    }
    return getAccountPlan({ db: tx, accountId });
  });
}

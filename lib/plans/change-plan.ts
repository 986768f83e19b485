import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { AccountPlan, ChangePlanInput } from "./contract";
import { lockAccount } from "./lock-account";
import { getAccountPlan, getPlan } from "./queries";
import { requireOwner } from "./require-owner";
import { writeAccountPlan } from "./write-account-plan";

/**
 * Changes the account to a plan that the operator lets owners change to by themselves, at once. Throws `forbidden` for members and
 * for any other plan, `scope_access` for a key with a scope, and `conflict` when the account is on it already.
 */
export async function changePlan(ctx: Ctx, { plan }: ChangePlanInput): Promise<AccountPlan> {
  const { accountId } = ctx;
  return ctx.db.transaction(async (tx) => {
    await requireOwner(tx, ctx);
    const account = await lockAccount(tx, accountId);
    if (account.plan === plan) throw onItAlready();
    const { isSelfServe, name } = await getPlan({ db: tx }, plan);
    if (!isSelfServe) throw new AppError("forbidden", `The plan ${name} has to be asked for, with a reason.`);
    await recordChange(tx, ctx, await writeAccountPlan(tx, accountId, account, plan));
    return getAccountPlan({ db: tx, accountId });
  });
}

export function onItAlready(): AppError {
  return new AppError("conflict", "The account is on this plan already.", { param: "plan" });
}

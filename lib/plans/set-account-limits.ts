import { eq } from "drizzle-orm";
import { accounts } from "@/db/schema/accounts";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import type { LimitOverrides } from "@/lib/core/rate-limits";
import { asOperator } from "./as-operator";
import type { AccountPlan, SetAccountLimitsInput } from "./contract";
import { lockAccount } from "./lock-account";
import { getAccountPlan, requireOperator } from "./queries";

/**
 * Sets all that an account has in place of its plan's limits; what is absent is the plan's, null lifts a limit. Nothing is recorded
 * when nothing changes. Throws `forbidden` for all but the operator, and `not_found`.
 */
export async function setAccountLimits(
  ctx: Ctx,
  { accountId, limits }: SetAccountLimitsInput,
): Promise<AccountPlan> {
  return ctx.db.transaction(async (tx) => {
    await requireOperator({ ...ctx, db: tx });
    const { name, limits: before } = await lockAccount(tx, accountId);
    const after = limits !== null && Object.keys(limits).length > 0 ? limits : null;
    const [was, is] = [overrideFields(before), overrideFields(after)];
    if (JSON.stringify(was) !== JSON.stringify(is)) {
      await tx.update(accounts).set({ limits: after }).where(eq(accounts.id, accountId));
      await recordChange(tx, asOperator(ctx, accountId), {
        action: "account.limits_changed",
        subject: { kind: "account", id: accountId, name },
        before: was,
        after: is,
      });
    }
    return getAccountPlan({ db: tx, accountId });
  });
}

/** Each override by itself; a limit that was lifted is not the same as one that is the plan's. */
function overrideFields(limits: LimitOverrides | null): Record<string, unknown> {
  const of = (value: number | null | undefined) => (value === undefined ? "plan" : (value ?? "none"));
  return {
    requestsPerMinute: of(limits?.requestsPerMinute),
    tokensPerMinute: of(limits?.tokensPerMinute),
    requestsPerDay: of(limits?.requestsPerDay),
    requestsPerMonth: of(limits?.requestsPerMonth),
    concurrentRequests: of(limits?.concurrentRequests),
    keys: of(limits?.keys),
    logDays: of(limits?.logDays),
  };
}

import { eq } from "drizzle-orm";
import { accounts } from "@/db/schema/accounts";
import { plans } from "@/db/schema/plans";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";

/**
 * The account as an admission tells it: its plan and limits, the state of its provider keys and prices, and what it keeps of
 * requests. Throws `not_found` when it was deleted.
 */
export async function accountState({ db, accountId }: Ctx) {
  const [account] = await db
    .select({
      accountName: accounts.name,
      plan: accounts.plan,
      planLimits: plans.limits,
      accountLimits: accounts.limits,
      configVersion: accounts.configVersion,
      accountPayloads: accounts.payloads,
    })
    .from(accounts)
    .innerJoin(plans, eq(plans.id, accounts.plan))
    .where(eq(accounts.id, accountId));
  if (account === undefined) throw new AppError("not_found", "This account does not exist any more.");
  return account;
}

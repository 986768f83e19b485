import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { accounts } from "@/db/schema/accounts";
import type { AccountId } from "@/lib/core/ids";
import type { LimitOverrides } from "@/lib/core/rate-limits";
import type { Plan } from "./contract";
import { accountNotFound } from "./queries";

/**
 * The account's name, plan and overrides, locked until the commit: whoever counts against its plan or changes that waits. Rows that
 * belong to the account may be made meanwhile. Lock it before any of its keys. Throws `not_found`.
 */
export async function lockAccount(
  tx: Transaction,
  accountId: AccountId,
): Promise<{ name: string; plan: Plan["id"]; limits: LimitOverrides | null }> {
  const [account] = await tx
    .select({ name: accounts.name, plan: accounts.plan, limits: accounts.limits })
    .from(accounts)
    .where(eq(accounts.id, accountId))
    .for("no key update");
  if (account === undefined) throw accountNotFound();
  return account;
}

import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { accounts } from "@/db/schema/accounts";
import type { Change } from "@/lib/audit/append-changes";
import type { AccountId } from "@/lib/core/ids";
import type { Plan } from "./contract";

/** Puts a locked account on a plan, and returns what the trail has to say of it. */
export async function writeAccountPlan(
  tx: Transaction,
  accountId: AccountId,
  { name, plan: before }: { name: string; plan: Plan["id"] },
  plan: Plan["id"],
): Promise<Change> {
  await tx.update(accounts).set({ plan }).where(eq(accounts.id, accountId));
  return {
    action: "account.plan_changed",
    subject: { kind: "account", id: accountId, name },
    before: { plan: before },
    after: { plan },
  };
}

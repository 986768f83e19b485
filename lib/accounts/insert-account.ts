import type { Transaction } from "@/db/client";
import { insertGate } from "@/db/insert-gate";
import { accounts, users } from "@/db/schema/accounts";
import type { Plan } from "@/lib/accounts/contract";
import { type AccountId, newId, type UserId } from "@/lib/core/ids";

export type NewAccount = {
  email: string;
  passwordHash: string;
  name: string | null;
  plan: Plan;
  /** What the gate `default` sends its requests to. */
  model: string;
  now: Date;
};

/** Writes an account, its owner and its gate `default` within the caller's transaction. */
export async function insertAccount(
  tx: Transaction,
  { email, passwordHash, name, plan, model, now }: NewAccount,
): Promise<{ accountId: AccountId; userId: UserId }> {
  const accountId = newId<AccountId>();
  const userId = newId<UserId>();
  await tx.insert(accounts).values({ id: accountId, name: name ?? email, plan, createdAt: now });
  await tx
    .insert(users)
    .values({ id: userId, accountId, role: "owner", name, email, passwordHash, createdAt: now });
  await insertGate(tx, {
    accountId,
    name: "default",
    settings: { model },
    isDefault: true,
    createdAt: now,
    by: { byUserId: userId },
  });
  return { accountId, userId };
}

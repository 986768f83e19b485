import type { Transaction } from "@/db/client";
import { insertGate } from "@/db/insert-gate";
import { accounts, users } from "@/db/schema/accounts";
import type { Plan } from "@/lib/accounts/contract";
import { recordChange } from "@/lib/audit/record-change";
import type { Actor, Origin } from "@/lib/context";
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

/**
 * Writes an account, its owner, its gate `default` and the beginning of its trail within the caller's transaction. Without an
 * `actor` the new owner has set it up.
 */
export async function insertAccount(
  tx: Transaction,
  { email, passwordHash, name, plan, model, now }: NewAccount,
  { actor, origin }: { actor?: Actor; origin?: Origin | undefined },
): Promise<{ accountId: AccountId; userId: UserId }> {
  const accountId = newId<AccountId>();
  const userId = newId<UserId>();
  await tx.insert(accounts).values({ id: accountId, name: name ?? email, plan, createdAt: now });
  await tx
    .insert(users)
    .values({ id: userId, accountId, role: "owner", name, email, passwordHash, createdAt: now });
  const gateId = await insertGate(tx, {
    accountId,
    name: "default",
    settings: { model },
    isDefault: true,
    createdAt: now,
    by: { byUserId: userId },
  });
  const from = origin === undefined ? {} : { origin };
  const by = actor ?? ({ kind: "user", userId } as const);
  const ctx = { accountId, clock: { now: () => now }, actor: by, ...from };
  await recordChange(tx, ctx, {
    action: "account.created",
    subject: { kind: "account", id: accountId, name: name ?? email },
    after: { name: name ?? email, plan, owner: email },
  });
  await recordChange(tx, ctx, {
    action: "gate.created",
    subject: { kind: "gate", id: gateId, name: "default" },
    after: { name: "default", model, isDefault: true, version: 1 },
  });
  return { accountId, userId };
}

import { and, asc, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { accounts, users } from "@/db/schema/accounts";
import type { Ctx } from "@/lib/context";
import type { AccountId } from "@/lib/core/ids";

type Reader = Pick<Transaction, "select">;

/** The account that the instance was set up with, whose owners run it; null before there is any. */
export async function findFirstAccountId(db: Reader): Promise<AccountId | null> {
  const [first] = await db
    .select({ id: accounts.id })
    .from(accounts)
    .orderBy(asc(accounts.createdAt), asc(accounts.id))
    .limit(1);
  return first?.id ?? null;
}

/** True for whoever runs the instance: the operator at the terminal, and an owner of the first account. No key does. */
export async function isOperator({
  db,
  accountId,
  actor,
}: Pick<Ctx, "accountId" | "actor"> & { db: Reader }): Promise<boolean> {
  if (actor.kind === "operator") return true;
  if (actor.kind !== "user" || (await findFirstAccountId(db)) !== accountId) return false;
  return (await findRole({ db, accountId, actor })) === "owner";
}

/** What a person is in the account; null for programs and for people of other accounts. */
export async function findRole({
  db,
  accountId,
  actor,
}: Pick<Ctx, "accountId" | "actor"> & { db: Reader }): Promise<"owner" | "member" | null> {
  if (actor.kind !== "user") return null;
  const [user] = await db
    .select({ role: users.role })
    .from(users)
    .where(and(eq(users.id, actor.userId), eq(users.accountId, accountId)));
  return user?.role ?? null;
}

import type { Transaction } from "@/db/client";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { findRole } from "@/lib/operator/queries";

/** Keeps people who are members of an account, and no owners, from changing what it may spend: throws `forbidden`. */
export async function refuseMembers(
  tx: Pick<Transaction, "select">,
  { accountId, actor }: Pick<Ctx, "accountId" | "actor">,
): Promise<void> {
  if (actor.kind !== "user" || (await findRole({ db: tx, accountId, actor })) === "owner") return;
  throw new AppError("forbidden", "Only an owner of the account may change spending limits.");
}

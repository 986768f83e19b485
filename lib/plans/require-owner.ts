import type { Transaction } from "@/db/client";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { findRole } from "@/lib/operator/queries";

/**
 * Who may decide over an account's plan: its owners, keys with full access, and the operator. Throws `forbidden` for members, and
 * `scope_access` for a key with a scope, since a plan concerns all keys of the account.
 */
export async function requireOwner(
  tx: Pick<Transaction, "select">,
  { accountId, actor }: Omit<Ctx, "db">,
): Promise<void> {
  if (actor.kind === "operator") return;
  if (actor.kind === "key") {
    if (actor.scope === null) return;
    throw new AppError(
      "scope_access",
      "The key of this request is limited. Only an owner or a key with full access may change the account's plan.",
    );
  }
  if ((await findRole({ db: tx, accountId, actor })) === "owner") return;
  throw new AppError("forbidden", "Only an owner of the account may change its plan.");
}

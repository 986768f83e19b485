import type { Database } from "@/db/client";
import type { Plan } from "@/lib/accounts/contract";
import { insertAccount } from "@/lib/accounts/insert-account";
import { prepareOwner } from "@/lib/accounts/prepare-owner";
import { isUniqueViolation } from "@/lib/accounts/unique-violation";
import { AppError } from "@/lib/core/errors";
import type { AccountId, UserId } from "@/lib/core/ids";
import type { Clock } from "@/lib/core/time";

export type CreateAccountInput = { email: string; password: string; name?: string | null; plan?: Plan };

/**
 * Creates an account with its owner and the gate `default`, as the operator of the instance. Throws `invalid_field` (param `email`, `password` or `name`) and
 * `conflict` when the address already belongs to a person.
 */
export async function createAccount(
  { db, clock }: { db: Database; clock: Clock },
  input: CreateAccountInput,
): Promise<{ accountId: AccountId; userId: UserId }> {
  const owner = await prepareOwner(input);
  try {
    return await db.transaction((tx) =>
      insertAccount(
        tx,
        { ...owner, plan: input.plan ?? "free", now: clock.now() },
        { actor: { kind: "operator" } },
      ),
    );
  } catch (error) {
    if (!isUniqueViolation(error, "users_email_unique")) throw error;
    throw new AppError("conflict", "Somebody with this e-mail address already has an account.", {
      param: "email",
    });
  }
}

import { createHash, timingSafeEqual } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Database, Transaction } from "@/db/client";
import { setupTokens, users } from "@/db/schema/accounts";
import { insertAccount } from "@/lib/accounts/insert-account";
import { prepareOwner } from "@/lib/accounts/prepare-owner";
import type { Origin } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { AccountId, UserId } from "@/lib/core/ids";
import type { Clock } from "@/lib/core/time";

export type CreateOwnerInput = { token: string; email: string; password: string; name?: string | null };

/** Any number serves, as long as every setup takes the same advisory lock. */
const SETUP_LOCK = 7_203_411;

/**
 * Creates the first account of an instance. Throws `forbidden` without the printed setup token or once anybody has an
 * account, and `invalid_field` as `createAccount` does. Two setups at once make one owner; the tokens are spent with it.
 */
export async function createOwner(
  { db, clock, origin }: { db: Database; clock: Clock; origin?: Origin | undefined },
  { token, ...input }: CreateOwnerInput,
): Promise<{ accountId: AccountId; userId: UserId }> {
  await requireOpenSetup(db, token);
  const owner = await prepareOwner(input);
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SETUP_LOCK})`);
    await requireOpenSetup(tx, token);
    await tx.delete(setupTokens);
    return insertAccount(tx, { ...owner, plan: "custom", now: clock.now() }, { origin });
  });
}

async function requireOpenSetup(db: Database | Transaction, token: string): Promise<void> {
  if (await hasOwner(db)) {
    throw new AppError("forbidden", "This instance already has an owner. Sign in instead.");
  }
  if (!(await isSetupToken(db, token))) {
    throw new AppError(
      "forbidden",
      "This setup link is not valid. Open the link that the server printed in its terminal at its last start.",
    );
  }
}

/** True once anybody has an account here: from then on nobody can set the instance up. */
export async function hasOwner(db: Database | Transaction): Promise<boolean> {
  const rows = await db.select({ id: users.id }).from(users).limit(1);
  return rows.length > 0;
}

/** True when the text is a setup token the server has printed. Compared in constant time. */
export async function isSetupToken(db: Database | Transaction, token: string): Promise<boolean> {
  const given = createHash("sha256").update(token).digest();
  const rows = await db.select({ tokenHash: setupTokens.tokenHash }).from(setupTokens);
  return rows.reduce((found, { tokenHash }) => {
    const stored = Buffer.from(tokenHash, "hex");
    return (stored.length === given.length && timingSafeEqual(stored, given)) || found;
  }, false);
}

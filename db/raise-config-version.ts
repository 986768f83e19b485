import { eq, sql } from "drizzle-orm";
import type { AccountId } from "@/lib/core/ids";
import type { Transaction } from "./client";
import { accounts } from "./schema/accounts";

/**
 * Tells whoever remembers an account's provider keys or prices to read them again. Call it first in the transaction that
 * changes them: it also makes those who change one account wait for each other.
 */
export async function raiseConfigVersion(tx: Transaction, accountId: AccountId): Promise<void> {
  await tx
    .update(accounts)
    .set({ configVersion: sql`${accounts.configVersion} + 1` })
    .where(eq(accounts.id, accountId));
}

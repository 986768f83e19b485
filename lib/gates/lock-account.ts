import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { accounts } from "@/db/schema/accounts";
import type { Ctx } from "@/lib/context";

/**
 * Lets one transaction at a time change several gates of an account: two that lock them in different orders would wait for each
 * other. Rows that only refer to the account do not wait.
 */
export async function lockAccount(tx: Transaction, { accountId }: Ctx): Promise<void> {
  await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, accountId)).for("no key update");
}

import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { accounts } from "@/db/schema/accounts";
import type { Ctx } from "@/lib/context";

/**
 * Changes an account's provider keys in one transaction that raises `config_version`, so that every instance reads them
 * again at the next request. Changes of one account wait for each other.
 */
export function changeProviderKeys<T>(ctx: Ctx, change: (tx: Transaction) => Promise<T>): Promise<T> {
  return ctx.db.transaction(async (tx) => {
    await tx
      .update(accounts)
      .set({ configVersion: sql`${accounts.configVersion} + 1` })
      .where(eq(accounts.id, ctx.accountId));
    return change(tx);
  });
}

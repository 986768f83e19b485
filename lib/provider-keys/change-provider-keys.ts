import type { Transaction } from "@/db/client";
import { raiseConfigVersion } from "@/db/raise-config-version";
import type { Ctx } from "@/lib/context";

/**
 * Changes an account's provider keys in one transaction that raises `config_version`, so that every instance reads them
 * again at the next request. Changes of one account wait for each other.
 */
export function changeProviderKeys<T>(ctx: Ctx, change: (tx: Transaction) => Promise<T>): Promise<T> {
  return ctx.db.transaction(async (tx) => {
    await raiseConfigVersion(tx, ctx.accountId);
    return change(tx);
  });
}

import { type SQL, sql } from "drizzle-orm";
import type { AccountId } from "@/lib/core/ids";

/**
 * Since when the log of an account has its rows, for a statement; null when none have expired yet. The later of what the instance has
 * dropped and of what was deleted of this account alone, always the beginning of an hour: nothing may be summed anew from rows before it.
 */
export function logKeptFrom(accountId: AccountId): SQL {
  return sql`(select greatest(
    (select kept_from from retention where kind = 'requests'),
    (select kept_from from account_retention where account_id = ${accountId}::uuid)))`;
}

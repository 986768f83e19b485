import type { AccountId } from "@/lib/core/ids";

/** What is locked, by its hash, by whoever books corrections for an account or deletes the rows that corrections are of. */
export function correctionsLock(accountId: AccountId): string {
  return `cost corrections ${accountId}`;
}

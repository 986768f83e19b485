import type { Transaction } from "@/db/client";
import type { Ctx } from "@/lib/context";
import { appendChanges, type Change } from "./append-changes";
import type { AuditContent } from "./entry-hash";

/**
 * Adds an entry to the account's trail and sends word of it to whoever listens, in the transaction of the change itself. Call
 * it last: it makes those who change one account wait for each other until the commit. Fields may hold dates and bigints;
 * they must never hold a secret.
 */
export async function recordChange(
  tx: Transaction,
  ctx: Omit<Ctx, "db">,
  change: Change,
): Promise<AuditContent> {
  const [entry] = await appendChanges(tx, ctx, [change]);
  if (entry === undefined) throw new Error("A change was not recorded");
  return entry;
}

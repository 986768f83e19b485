import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { auditEntries, auditHeads } from "@/db/schema/audit";
import type { Ctx } from "@/lib/context";
import { type AuditEntryId, newId } from "@/lib/core/ids";
import { actorIdOf, nameOfActor } from "./actor-name";
import type { AuditAction, SubjectKind } from "./contract";
import { differing, type Fields } from "./differing";
import { type AuditContent, CHAIN_START, entryHash } from "./entry-hash";
import { queueDeliveries } from "./queue-deliveries";

/** What was done, and to what. Of `before` and `after` only the fields that differ are kept. */
export type Change = {
  action: AuditAction;
  subject: { kind: SubjectKind; id: string | null; name: string | null };
  before?: Fields | null;
  after?: Fields | null;
};

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
  const [entry] = await recordChanges(tx, ctx, [change]);
  if (entry === undefined) throw new Error("A change was not recorded");
  return entry;
}

/** The same for changes made together: an entry for each, in this order. */
export async function recordChanges(
  tx: Transaction,
  ctx: Omit<Ctx, "db">,
  changes: Change[],
): Promise<AuditContent[]> {
  if (changes.length === 0) return [];
  const { accountId } = ctx;
  const [actorName, head] = [await nameOfActor(tx, ctx), await lockedHead(tx, accountId)];
  const at = ctx.clock.now();
  const entries = changes.map(
    (change, position): AuditContent => ({
      accountId,
      sequence: head.sequence + 1 + position,
      id: newId<AuditEntryId>(at.getTime()),
      at,
      actorKind: ctx.actor.kind,
      actorId: actorIdOf(ctx.actor),
      actorName,
      action: change.action,
      subjectKind: change.subject.kind,
      subjectId: change.subject.id,
      subjectName: change.subject.name,
      ...differing(change.before ?? null, change.after ?? null),
      network: ctx.origin?.network ?? null,
      userAgent: ctx.origin?.userAgent?.replaceAll("\0", "").toWellFormed() ?? null,
    }),
  );
  let hash = head.hash;
  const rows = entries.map((entry) => {
    const previousHash = hash;
    hash = entryHash(previousHash, entry);
    return { ...entry, previousHash, hash };
  });
  await tx.insert(auditEntries).values(rows);
  const { sequence } = rows[rows.length - 1] ?? head;
  await tx.update(auditHeads).set({ sequence, hash }).where(eq(auditHeads.accountId, accountId));
  await queueDeliveries(tx, entries);
  return entries;
}

/** The end of the chain, locked until the commit. */
async function lockedHead(
  tx: Transaction,
  accountId: Ctx["accountId"],
): Promise<{ sequence: number; hash: Uint8Array }> {
  const [head] = await tx
    .insert(auditHeads)
    .values({ accountId, sequence: 0, hash: CHAIN_START })
    // Written anew as it is: that locks the row and returns it.
    .onConflictDoUpdate({ target: auditHeads.accountId, set: { sequence: sql`${auditHeads.sequence}` } })
    .returning();
  if (head === undefined) throw new Error("The head of an audit trail was neither found nor made");
  return head;
}

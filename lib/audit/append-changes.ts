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

/** As `recordChange`, for changes that are made together: an entry for each, in this order. */
export async function appendChanges(
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

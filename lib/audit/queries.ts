import { and, desc, eq, gt, lt } from "drizzle-orm";
import { auditEntries } from "@/db/schema/audit";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { type AuditEntryId, isUuid } from "@/lib/core/ids";
import type { AuditEntry, AuditFilter } from "./contract";
import { filterCondition } from "./filter-condition";

type Reader = Pick<Ctx, "db" | "accountId">;

/** How many entries an export reads at once. */
const AT_ONCE = 1_000;

/** Part of a trail, newest first. `newer` and `older` say whether there are entries that fit on either side. */
export type AuditPage = { entries: AuditEntry[]; newer: boolean; older: boolean };

/**
 * At most `limit` entries that a filter leaves in, newest first: those older than the entry of number `before`, or the nearest
 * that are newer than that of number `after`.
 */
export async function listAuditEntries(
  ctx: Reader,
  { limit, before, after, ...filter }: AuditFilter & { limit: number; before?: number; after?: number },
): Promise<AuditPage> {
  const { sequence } = auditEntries;
  const isBack = after !== undefined;
  const rows = await ctx.db
    .select()
    .from(auditEntries)
    .where(
      and(
        filterCondition(ctx, filter),
        before === undefined ? undefined : lt(sequence, before),
        after === undefined ? undefined : gt(sequence, after),
      ),
    )
    .orderBy(isBack ? sequence : desc(sequence))
    // One more than asked for tells whether there are others.
    .limit(limit + 1);
  const entries = rows.slice(0, limit);
  const more = rows.length > limit;
  if (isBack) return { entries: entries.reverse(), newer: more, older: true };
  return { entries, newer: before !== undefined, older: more };
}

/** All entries that a filter leaves in, oldest first, in parts of at most 1,000: a trail may be longer than memory. */
export async function* auditParts(ctx: Reader, filter: AuditFilter): AsyncGenerator<AuditEntry[]> {
  let last = 0;
  for (;;) {
    const part = await ctx.db
      .select()
      .from(auditEntries)
      .where(and(filterCondition(ctx, filter), gt(auditEntries.sequence, last)))
      .orderBy(auditEntries.sequence)
      .limit(AT_ONCE);
    if (part.length > 0) yield part;
    if (part.length < AT_ONCE) return;
    last = part.at(-1)?.sequence ?? last;
  }
}

/** An entry by its id, or null. */
export async function findAuditEntry({ db, accountId }: Reader, id: string): Promise<AuditEntry | null> {
  const [entry] = isUuid(id)
    ? await db
        .select()
        .from(auditEntries)
        .where(and(eq(auditEntries.accountId, accountId), eq(auditEntries.id, id as AuditEntryId)))
    : [];
  return entry ?? null;
}

/** An entry by its id. Throws `not_found`, the same for another account's id as for none. */
export async function getAuditEntry(ctx: Reader, id: string): Promise<AuditEntry> {
  const entry = await findAuditEntry(ctx, id);
  if (entry === null) throw new AppError("not_found", "There is no entry with this id in your audit log.");
  return entry;
}

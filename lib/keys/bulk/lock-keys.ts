import { and, asc, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { apiKeys } from "@/db/schema/keys";
import { appendChanges } from "@/lib/audit/append-changes";
import type { AuditAction } from "@/lib/audit/contract";
import type { Ctx } from "@/lib/context";
import { isUuid, type KeyId } from "@/lib/core/ids";
import { keyFields } from "../key-fields";

export type KeyRow = typeof apiKeys.$inferSelect;
export type Columns = Partial<Pick<KeyRow, "expiresAt" | "tags" | "disabledAt" | "disabledBy" | "deletedAt">>;
/** What is to become of one key, and how the trail calls it. */
export type Planned = { row: KeyRow; set: Columns; action: AuditAction };

/** The account's keys among these, deleted ones too, locked until the commit: always in one order, so that nobody waits in a ring. */
export async function lockKeys(
  tx: Transaction,
  { accountId }: Pick<Ctx, "accountId">,
  ids: string[],
): Promise<Map<string, KeyRow>> {
  const known = ids.filter(isUuid).map((id) => id.toLowerCase() as KeyId);
  if (known.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.accountId, accountId), inArray(apiKeys.id, known)))
    .orderBy(asc(apiKeys.id))
    .for("update");
  return new Map(rows.map((row) => [row.id, row]));
}

/** Does what is planned, one statement for all keys that become alike, and writes an entry for each. Returns their numbers. */
export async function changeLocked(tx: Transaction, ctx: Ctx, planned: Planned[]): Promise<number[]> {
  const alike = new Map<string, { set: Columns; ids: KeyId[] }>();
  for (const { row, set } of planned) {
    const name = JSON.stringify(set);
    const group = alike.get(name) ?? { set, ids: [] };
    group.ids.push(row.id);
    alike.set(name, group);
  }
  for (const { set, ids } of alike.values()) {
    await tx
      .update(apiKeys)
      .set(set)
      .where(and(eq(apiKeys.accountId, ctx.accountId), inArray(apiKeys.id, ids)));
  }
  const entries = await appendChanges(
    tx,
    ctx,
    planned.map(({ row, set, action }) => ({
      action,
      subject: { kind: "key", id: row.id, name: row.name },
      before: keyFields(row),
      after: keyFields({ ...row, ...set }),
    })),
  );
  return entries.map(({ sequence }) => sequence);
}

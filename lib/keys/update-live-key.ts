import { isDeepStrictEqual } from "node:util";
import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { apiKeys } from "@/db/schema/keys";
import type { AuditAction } from "@/lib/audit/contract";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { isUuid, type KeyId } from "@/lib/core/ids";
import type { ApiKey } from "./contract";
import { keyFields } from "./key-fields";
import { getKey, keyNotFound } from "./queries";
import { refuseBeyond } from "./scope/refuse-beyond";
import { refuseLimited } from "./scope/refuse-limited";

type Row = typeof apiKeys.$inferSelect;
/** Columns to set; null when the key is that way already. */
type Changes = Partial<Omit<Row, "id" | "accountId" | "createdAt">> | null;

/**
 * Changes a key that is not deleted, writes it to the trail, and returns the key as it is then. `plan` sees the row, which stays
 * locked until the commit, and says what to set. Throws `not_found` for deleted, unknown and other accounts' keys alike, and
 * `scope_access` when a key changes one that may do more than itself; to stop such a key is allowed. The
 * same for a key with a scope that changes how a key is watched or its rate limits.
 */
export async function updateLiveKey(
  ctx: Ctx,
  keyId: string,
  action: AuditAction,
  plan: (row: Row, tx: Transaction) => Changes | Promise<Changes>,
): Promise<ApiKey> {
  await ctx.db.transaction(async (tx) => {
    const row = await lockLiveKey(tx, ctx, keyId);
    if (!STOPS.has(action)) refuseBeyond(ctx, row.scope);
    const changes = await plan(row, tx);
    if (changes === null) return;
    if (changes.scope !== undefined) refuseBeyond(ctx, changes.scope);
    if (changes.guard !== undefined && !isDeepStrictEqual(changes.guard, row.guard))
      refuseLimited(ctx, "guard");
    if (changes.limits !== undefined && !isDeepStrictEqual(changes.limits, row.limits))
      refuseLimited(ctx, "limits");
    const [changed] = await tx.update(apiKeys).set(changes).where(eq(apiKeys.id, row.id)).returning();
    await recordChange(tx, ctx, {
      action,
      subject: { kind: "key", id: row.id, name: changed?.name ?? row.name },
      before: keyFields(row),
      after: changed === undefined ? null : keyFields(changed),
    });
  });
  return getKey(ctx, keyId);
}

/** Whoever may change keys may stop any of them: that gives nobody more than they have. */
const STOPS: ReadonlySet<AuditAction> = new Set(["key.disabled", "key.deleted", "key.exposed"]);

/** The row of a key that is not deleted, locked until the commit. Throws `not_found`. */
export async function lockLiveKey(tx: Transaction, ctx: Pick<Ctx, "accountId">, keyId: string): Promise<Row> {
  if (!isUuid(keyId)) throw keyNotFound();
  const [row] = await tx
    .select()
    .from(apiKeys)
    .where(
      and(eq(apiKeys.accountId, ctx.accountId), eq(apiKeys.id, keyId as KeyId), isNull(apiKeys.deletedAt)),
    )
    .for("update");
  if (row === undefined) throw keyNotFound();
  return row;
}

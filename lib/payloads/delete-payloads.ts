import { sql } from "drizzle-orm";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { isUuid } from "@/lib/core/ids";

const MOST_AT_ONCE = 5_000;

/**
 * Deletes what was kept of all requests of the account, or of one key: some at a time, each with its entry in the trail. The rows
 * in the log stay. Of one key only those are found that the log still has. Returns how many there were.
 */
export async function deletePayloads(
  ctx: Ctx,
  { keyId }: { keyId?: string | undefined } = {},
): Promise<number> {
  if (keyId !== undefined && !isUuid(keyId)) return 0;
  let deleted = 0;
  for (let last = MOST_AT_ONCE; last === MOST_AT_ONCE; deleted += last) last = await deleteSome(ctx, keyId);
  return deleted;
}

async function deleteSome(ctx: Ctx, keyId: string | undefined): Promise<number> {
  const { accountId } = ctx;
  const ofKey =
    keyId === undefined
      ? sql``
      : sql`and exists (
          select from requests r where r.id = p.request_id and r.account_id = ${accountId} and r.key_id = ${keyId}::uuid)`;
  return ctx.db.transaction(async (tx) => {
    const gone = await tx.execute(sql`
      delete from request_payloads where account_id = ${accountId} and request_id in (
        select p.request_id from request_payloads p where p.account_id = ${accountId} ${ofKey} limit ${MOST_AT_ONCE})
      returning request_id`);
    if (gone.length === 0) return 0;
    const before = { count: gone.length, keyId: keyId ?? null };
    const subject = { kind: "payload", id: null, name: null } as const;
    await recordChange(tx, ctx, { action: "payload.deleted", subject, before });
    return gone.length;
  });
}

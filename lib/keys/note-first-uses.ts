import { and, eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { auditEntries } from "@/db/schema/audit";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import type { AccountId, KeyId } from "@/lib/core/ids";
import type { Clock } from "@/lib/core/time";
import { unlessDeleted } from "./unless-deleted";
import { lockLiveKey } from "./update-live-key";

type FirstUse = { account_id: AccountId; key_id: KeyId; used_at: string; network: string | null };

const ACTION = "key.first_used";

/**
 * Writes the first use of a key to the trail, once, for the keys that were used since `since` (a moment of the database's
 * clock) and never before. It is word for those who listen by webhook, and raises no alert: it is what a key is for.
 */
export async function noteFirstUses(db: Database, clock: Clock, since: string): Promise<number> {
  const found = await db.execute<FirstUse>(sql`
    select s.account_id, s.key_id, max(s.last_used_at)::text as used_at,
      (select min(n.network) from key_networks n where n.account_id = s.account_id and n.key_id = s.key_id) as network
    from accounts a
    join lateral (
      select * from api_key_secrets where account_id = a.id and last_used_at >= ${since}::timestamptz
    ) s on true
    join api_keys k on k.id = s.key_id and k.deleted_at is null and k.purpose is null
    where not exists (
        select from audit_entries e where e.account_id = s.account_id and e.subject_id = s.key_id and e.action = ${ACTION})
      and not exists (
        select from usage_hourly u where u.account_id = s.account_id and u.key_id = s.key_id
          and u.hour < date_trunc('hour', ${since}::timestamptz))
    group by s.account_id, s.key_id`);
  let noted = 0;
  for (const use of found) {
    const ctx: Ctx = { db, clock, accountId: use.account_id, actor: { kind: "system", name: "Reminders" } };
    if (await unlessDeleted(() => noteFirstUse(ctx, use))) noted += 1;
  }
  return noted;
}

async function noteFirstUse(ctx: Ctx, { key_id: keyId, used_at, network }: FirstUse): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    // The lock makes instances take turns, so that the second one sees the entry of the first.
    const { name } = await lockLiveKey(tx, ctx, keyId);
    const [noted] = await tx
      .select({ id: auditEntries.id })
      .from(auditEntries)
      .where(
        and(
          eq(auditEntries.accountId, ctx.accountId),
          eq(auditEntries.subjectId, keyId),
          eq(auditEntries.action, ACTION),
        ),
      );
    if (noted !== undefined) return false;
    await recordChange(tx, ctx, {
      action: ACTION,
      subject: { kind: "key", id: keyId, name },
      after: { usedAt: new Date(used_at), network },
    });
    return true;
  });
}

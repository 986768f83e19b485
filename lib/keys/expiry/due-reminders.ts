import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { AccountId, KeyId } from "@/lib/core/ids";

/** Before a key expires its account is told this many days ahead, each time once. */
export const REMINDER_DAYS = [30, 7, 1] as const;

/** A key whose account has to be told of its expiry now. */
export type DueReminder = {
  accountId: AccountId;
  keyId: KeyId;
  /** As the database has it: RFC 3339 in UTC, to the millisecond. */
  expiresAt: string;
  /** Days ahead; null when the key has expired. */
  stage: number | null;
  /** When the key was last used, or null. */
  lastUsedAt: Date | null;
  /** Nobody can use a disabled key, so nobody has to do anything about it. */
  isDisabled: boolean;
};

type Row = {
  account_id: AccountId;
  key_id: KeyId;
  expires_at: string;
  stage: number | null;
  last_used_at: string | null;
  is_disabled: boolean;
};

/**
 * Keys of all accounts that are due, by the database's clock. Of several stages that were missed only the nearest counts, and a
 * stage that had begun when the expiry was set is none: whoever set it knows. Keys that expired more than a week ago are history.
 */
export async function dueReminders(db: Database, limit: number): Promise<DueReminder[]> {
  const stage = sql.join(
    [...REMINDER_DAYS]
      .reverse()
      .map((days) => sql`when expires_at <= now() + ${`${days} days`}::interval then ${days}::int`),
    sql` `,
  );
  const rows = await db.execute<Row>(sql`
    with near as (
      select account_id, id, created_at, expires_at, disabled_at is not null as is_disabled,
        to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as iso,
        case when expires_at <= now() then null ${stage} end as stage
      from api_keys
      where deleted_at is null and purpose is null and expires_at is not null
        and expires_at between now() - interval '7 days' and now() + ${`${REMINDER_DAYS[0]} days`}::interval
    )
    select account_id, id as key_id, iso as expires_at, stage, is_disabled,
      (select max(last_used_at)::text from api_key_secrets s where s.key_id = near.id) as last_used_at
    from near
    where not exists (
        select from alerts a where a.account_id = near.account_id and a.sameness = ${samenessOf(sql`near.id`, sql`near.iso`, sql`near.stage`)})
      and (stage is null or (
        not is_disabled
        and expires_at - created_at > stage * interval '1 day' + ${SLACK}::interval
        and expires_at - coalesce((
          select max(e.at) from audit_entries e
          where e.account_id = near.account_id and e.subject_id = near.id and jsonb_exists(e.after, 'expiresAt')
            and e.action not in ('key.expiring', 'key.expired')
        ), created_at) > stage * interval '1 day' + ${SLACK}::interval))
    order by near.expires_at limit ${limit}`);
  return rows.map((row) => ({
    accountId: row.account_id,
    keyId: row.key_id,
    expiresAt: row.expires_at,
    stage: row.stage,
    lastUsedAt: row.last_used_at === null ? null : new Date(row.last_used_at),
    isDisabled: row.is_disabled,
  }));
}

// "In 7 days" is chosen a moment before it is stored; a reminder of it minutes later tells nobody anything.
const SLACK = "1 hour";

/** What makes two reminders the same: the key, its expiry, and how far ahead. */
export function reminderSameness({
  keyId,
  expiresAt,
  stage,
}: Pick<DueReminder, "keyId" | "expiresAt" | "stage">) {
  return stage === null ? `key.expired:${keyId}:${expiresAt}` : `key.expiring:${keyId}:${expiresAt}:${stage}`;
}

type Part = ReturnType<typeof sql>;

/** The same as SQL. */
function samenessOf(keyId: Part, expiresAt: Part, stage: Part): Part {
  return sql`case when ${stage} is null then 'key.expired:' || ${keyId} || ':' || ${expiresAt}
    else 'key.expiring:' || ${keyId} || ':' || ${expiresAt} || ':' || ${stage} end`;
}

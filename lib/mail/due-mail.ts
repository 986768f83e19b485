import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { AlertType } from "@/lib/alerts/contract";
import type { Ctx } from "@/lib/context";
import type { AccountId, AlertId, KeyId } from "@/lib/core/ids";
import type { AlertFacts } from "./alert-letter";

/** An alert that this instance mails now, and nobody else. */
export type ClaimedAlert = AlertFacts & {
  id: AlertId;
  accountId: AccountId;
  /** How often it was tried before. */
  attempts: number;
  /** Addresses of the account's owners. */
  owners: string[];
};

/** How long it is tried to mail an alert; older ones are history when mail is configured at last. */
const WORTH_TELLING = "1 day";
const MOST_AT_ONCE = 20;

type Row = {
  id: AlertId;
  account_id: AccountId;
  type: AlertType;
  message: string;
  key_id: KeyId | null;
  key_name: string | null;
  is_test: boolean;
  created_at: string;
  mail_attempts: number;
  owners: string[];
};

/**
 * Takes alerts that are open and not mailed, by the database's clock. They count as mailed from here on, so that an instance that
 * is killed while it mails one cannot have it sent twice; who could not send one gives it back.
 */
export async function claimMail(db: Database): Promise<ClaimedAlert[]> {
  const rows = await db.execute<Row>(sql`
    with due as (
      select id from alerts
      where mailed_at is null and dismissed_at is null and created_at > now() - ${WORTH_TELLING}::interval
        and coalesce(next_mail_at, '-infinity') <= now()
      order by id limit ${MOST_AT_ONCE} for update skip locked
    )
    update alerts a set mailed_at = now() from due where a.id = due.id
    returning a.id, a.account_id, a.type, a.message, a.key_id, a.created_at::text, a.mail_attempts,
      coalesce((a.data ->> 'isTest')::boolean, false) as is_test,
      (select k.name from api_keys k where k.id = a.key_id) as key_name,
      (select coalesce(array_agg(u.email order by u.id), '{}') from users u
        where u.account_id = a.account_id and u.role = 'owner') as owners`);
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    type: row.type,
    message: row.message,
    keyId: row.key_id,
    keyName: row.key_name,
    isTest: row.is_test,
    createdAt: new Date(row.created_at),
    attempts: row.mail_attempts,
    owners: row.owners,
  }));
}

/** Gives back an alert that could not be mailed: it is tried again after twice the time of the try before, for a day. */
export async function giveBackMail(db: Database, alert: ClaimedAlert, error: string): Promise<void> {
  const minutes = 2 ** Math.min(alert.attempts, 8);
  await db.execute(sql`
    update alerts set mailed_at = null, mail_attempts = ${alert.attempts + 1}, mail_error = ${error.slice(0, 500)},
      next_mail_at = now() + ${`${minutes} minutes`}::interval
    where id = ${alert.id}`);
}

/** How many alerts of the last week could not be mailed so far, and what the last failure was. */
export async function unmailed({
  db,
  accountId,
}: Pick<Ctx, "db" | "accountId">): Promise<{ count: number; lastError: string | null }> {
  const [row] = await db.execute<{ count: number; last_error: string | null }>(sql`
    select count(*)::int as count, (array_agg(mail_error order by id desc))[1] as last_error
    from alerts
    where account_id = ${accountId} and mailed_at is null and mail_error is not null
      and created_at > now() - interval '7 days'`);
  return { count: row?.count ?? 0, lastError: row?.last_error ?? null };
}

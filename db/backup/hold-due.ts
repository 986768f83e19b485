import type { TransactionSql } from "postgres";

/** How many deliveries to webhooks and how many mails were due, and are not sent now. */
export type Held = { deliveries: number; mails: number };

const WHY =
  "It was due when the backup was made that this copy comes from, so the instance before may have sent it. Send it again if not.";
/** No mail is due again on this day in the lifetime of an alert. */
const NEVER = "9999-12-31";

/**
 * Holds what the instance that a backup is of would have sent next, so that its copy does not send it once more: deliveries end as
 * failed and can be sent again one by one, alerts stay open and are not mailed. In whatever shape the backup was made.
 */
export async function holdDue(tx: TransactionSql): Promise<Held> {
  const [has] = await tx<{ deliveries: boolean; mails: boolean }[]>`
    select to_regclass('public.webhook_deliveries') is not null as deliveries, exists (
      select from information_schema.columns
      where table_schema = 'public' and table_name = 'alerts' and column_name = 'next_mail_at') as mails`;
  const deliveries = has?.deliveries ? (await holdDeliveries(tx)).count : 0;
  const mails = has?.mails ? (await holdMails(tx)).count : 0;
  return { deliveries, mails };
}

function holdDeliveries(tx: TransactionSql) {
  return tx`
    update webhook_deliveries set state = 'failed', next_attempt_at = null,
      attempts = attempts || jsonb_build_array(jsonb_build_object('at',
        to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'status', null, 'latencyMs', 0, 'error', ${WHY}::text))
    where state = 'pending'`;
}

function holdMails(tx: TransactionSql) {
  return tx`
    update alerts set next_mail_at = ${NEVER}
    where mailed_at is null and dismissed_at is null and created_at > now() - interval '1 day'
      and next_mail_at is distinct from ${NEVER}`;
}

import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { Json } from "@/db/schema/audit";
import type { AccountId, DeliveryId, WebhookId } from "@/lib/core/ids";

/** A delivery that this instance sends now, with what it takes to sign it. */
export type ClaimedDelivery = {
  id: DeliveryId;
  accountId: AccountId;
  webhookId: WebhookId;
  eventId: string;
  type: string;
  data: { [name: string]: Json };
  occurredAt: Date;
  createdAt: Date;
  /** How often it was tried before. */
  attemptCount: number;
  url: string;
  /** Sealed signing secrets, the newest first. */
  sealedSecrets: Uint8Array[];
};

/** A claimed delivery is due again after this, if whoever claimed it was killed. Longer than any attempt takes. */
const LEASE = "1 minute";
const MOST_AT_ONCE = 100;
/** A receiver that hangs must not keep the others waiting. */
const MOST_PER_WEBHOOK = 5;

type Row = {
  id: DeliveryId;
  account_id: AccountId;
  webhook_id: WebhookId;
  event_id: string;
  type: string;
  data: ClaimedDelivery["data"];
  occurred_at: string;
  created_at: string;
  attempt_count: number;
  url: string;
  secret: Uint8Array;
  previous_secret: Uint8Array | null;
};

/** Takes what is due, by the database's clock: nobody else takes it for a minute. */
export async function claimDeliveries(db: Pick<Database, "execute">): Promise<ClaimedDelivery[]> {
  const rows = await db.execute<Row>(sql`
    with due as (
      select p.id, row_number() over (partition by p.webhook_id order by p.next_attempt_at, p.id) as place
      from webhook_deliveries p join webhooks w on w.id = p.webhook_id
      where p.state = 'pending' and p.next_attempt_at <= now() and w.disabled_at is null and w.deleted_at is null
    ), taken as (
      select d.id from webhook_deliveries d
      where d.id in (select id from due where place <= ${MOST_PER_WEBHOOK} order by id limit ${MOST_AT_ONCE})
        and d.state = 'pending' and d.next_attempt_at <= now()
      for update skip locked
    )
    update webhook_deliveries d set next_attempt_at = now() + ${LEASE}::interval
    from taken, webhooks w
    where d.id = taken.id and w.id = d.webhook_id and w.disabled_at is null and w.deleted_at is null
    returning d.id, d.account_id, d.webhook_id, d.event_id, d.type, d.data, d.occurred_at::text, d.created_at::text,
      d.attempt_count, w.url, w.encrypted_secret as secret,
      case when w.previous_secret_until > now() then w.encrypted_previous_secret end as previous_secret`);
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    webhookId: row.webhook_id,
    eventId: row.event_id,
    type: row.type,
    data: row.data,
    occurredAt: new Date(row.occurred_at),
    createdAt: new Date(row.created_at),
    attemptCount: row.attempt_count,
    url: row.url,
    sealedSecrets: row.previous_secret === null ? [row.secret] : [row.secret, row.previous_secret],
  }));
}

import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { correctionsLock } from "@/db/corrections-lock";
import type { AccountId, BookingId, RequestId } from "@/lib/core/ids";

/** What is added to what one request costs; `isNew` when its cost was not known. */
export type Correction = { id: RequestId; deltaNanoUsd: bigint; isNew: boolean };

type Written = { requests: number; newlyPriced: number; deltaNanoUsd: bigint };

/**
 * Writes corrections and changes every sum that their requests are in, by one statement, and marks what spending limits count in place
 * of costs that were not known, for `squareSpending` to take back. Those that are written already change
 * nothing. The hourly sums are touched in the order in which the recording of requests touches them, so that neither waits for
 * the other in a circle.
 */
export async function writeCorrections(
  tx: Transaction,
  booking: { id: BookingId; accountId: AccountId; priceVersion: string; at: Date },
  corrections: readonly Correction[],
): Promise<Written> {
  const { accountId } = booking;
  const given = JSON.stringify(
    corrections.map(({ id, deltaNanoUsd, isNew }) => ({ id, delta: deltaNanoUsd.toString(), is_new: isNew })),
  );
  const [first, last] = [corrections[0]?.id ?? null, corrections.at(-1)?.id ?? null];
  const [row] = await tx.execute<{ requests: string; priced: string; delta: string }>(sql`
    with given as (
      select * from json_to_recordset(${given}::json) as g (id uuid, delta bigint, is_new boolean)
    ), booked as (
      insert into cost_corrections (request_id, account_id, booking_id, delta_nano_usd, price_version, created_at)
      select id, ${accountId}, ${booking.id}, delta, ${booking.priceVersion}, ${booking.at.toISOString()}::timestamptz
      from given order by id
      on conflict (request_id, price_version) do nothing
      returning request_id
    ), cells as (
      select r.account_id, r.key_id, date_trunc('hour', r.started_at, 'UTC') as hour, r.gate_id, r.provider,
        r.model_used as model, r.endpoint, r.status, count(*) filter (where g.is_new) as priced, sum(g.delta) as delta,
        count(*) filter (where g.is_new and r.own_provider_key) as own_priced,
        coalesce(sum(g.delta) filter (where r.own_provider_key), 0) as own_delta, count(*) as requests
      from booked b join given g on g.id = b.request_id join requests r on r.id = g.id
      where r.account_id = ${accountId} and r.id between ${first}::uuid and ${last}::uuid
      group by 1, 2, 3, 4, 5, 6, 7, 8
    ), summed as (
      insert into usage_hourly (
        account_id, key_id, hour, gate_id, provider, model, endpoint, status, requests, errors, unpriced, input_tokens,
        cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_nano_usd, own_unpriced, own_cost_nano_usd,
        latency_ms_sum)
      select account_id, key_id, hour, gate_id, provider, model, endpoint, status, 0, 0, -priced, 0, 0, 0, 0, 0, delta, -own_priced,
        own_delta, 0
      from cells
      order by 1, 2, 3, 4, 5, 6, 7, 8
      on conflict on constraint usage_hourly_cell do update set
        unpriced = usage_hourly.unpriced + excluded.unpriced,
        cost_nano_usd = usage_hourly.cost_nano_usd + excluded.cost_nano_usd,
        own_unpriced = usage_hourly.own_unpriced + excluded.own_unpriced,
        own_cost_nano_usd = usage_hourly.own_cost_nano_usd + excluded.own_cost_nano_usd
    ), priced as (
      update spending_fences f set is_priced = true from booked b join given g on g.id = b.request_id
      where f.request_id = b.request_id and g.is_new and not f.is_priced
    ), late as (
      insert into usage_late_hours (account_id, hour) select distinct account_id, hour from cells
    ), listed as (
      update key_usage_sums s set unpriced = s.unpriced - c.priced, cost_nano_usd = s.cost_nano_usd + c.delta
      from (
        select span.since, cells.key_id, sum(cells.priced) as priced, sum(cells.delta) as delta
        from cells join key_usage_spans span on span.account_id = cells.account_id
          and cells.hour >= span.since and cells.hour < span.until
        group by 1, 2) c
      where s.account_id = ${accountId} and s.since = c.since and s.key_id = c.key_id
    )
    select coalesce(sum(requests), 0)::text as requests, coalesce(sum(priced), 0)::text as priced,
      coalesce(sum(delta), 0)::text as delta
    from cells`);
  return {
    requests: Number(row?.requests ?? 0),
    newlyPriced: Number(row?.priced ?? 0),
    deltaNanoUsd: BigInt(row?.delta ?? 0),
  };
}

/**
 * Makes those who book corrections for one account wait for each other, for the job that adds up hours for lists of keys, and for the
 * one that deletes expired rows: what one has begun to read, the other must not change.
 */
export async function lockCorrections(tx: Transaction, accountId: AccountId): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${correctionsLock(accountId)}, 0))`);
  await tx.execute(
    sql`select from key_usage_spans where account_id = ${accountId} order by since for update`,
  );
}

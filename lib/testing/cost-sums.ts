import type { Sql } from "postgres";
import { expect } from "vitest";
import type { AccountId } from "@/lib/core/ids";

/** Holds that every hourly sum of an account's costs is that of its rows with their corrections. */
export async function expectCostsAgree(sql: Sql, accountId: AccountId): Promise<void> {
  const fromRows = await sql`
    select key_id, date_trunc('hour', started_at, 'UTC') as hour, gate_id, provider, model_used as model, endpoint, status,
      count(*) as requests, count(*) - count(cost) as unpriced, coalesce(sum(cost), 0)::bigint as cost,
      count(*) filter (where own_provider_key) as own_requests,
      count(*) filter (where own_provider_key and cost is null) as own_unpriced,
      coalesce(sum(own), 0)::bigint as own_cost
    from (
      select r.*, case when c.delta is null then r.cost_nano_usd else coalesce(r.cost_nano_usd, 0) + c.delta end as cost,
        coalesce(r.own_cost_nano_usd, 0) + case when r.own_provider_key then coalesce(c.delta, 0) else 0 end as own
      from requests r left join (
        select request_id, sum(delta_nano_usd) as delta from cost_corrections group by 1) c on c.request_id = r.id
      where r.account_id = ${accountId}) rows
    group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7`;
  const fromSums = await sql`
    select key_id, hour, gate_id, provider, model, endpoint, status, requests, unpriced, cost_nano_usd as cost, own_requests, own_unpriced, own_cost_nano_usd as own_cost
    from usage_hourly where account_id = ${accountId} order by 1, 2, 3, 4, 5, 6, 7`;
  expect([...fromSums]).toEqual([...fromRows]);
}

import type { Sql } from "postgres";

/**
 * What is left of the spending limit of any account, gate or key that is used up furthest, from 0 to 1, by whose limit it is.
 * Nothing is told of whose it is.
 */
export async function budgetsLeft(sql: Sql): Promise<Array<{ scope: string; ratio: number }>> {
  return sql<Array<{ scope: string; ratio: number }>>`
    select scope, min(case when allowed = 0 then 0 else greatest(0, 1 - used / allowed) end)::float8 as ratio
    from (
      select l.scope, l.amount_nano_usd::numeric
          + case when l.raised_until > statement_timestamp() then l.raised_nano_usd else 0 end as allowed,
        (select coalesce(sum(b.spent_nano_usd + b.fenced_nano_usd + b.reserved_nano_usd), 0)
          from spending_balances b
          where b.limit_id = l.id and b.period_start >= spending_window_start(l.period, l.zone, statement_timestamp())
        ) as used
      from spending_limits l
        left join gates g on g.id = l.gate_id
        left join api_keys k on k.id = l.key_id
      where g.deleted_at is null and k.deleted_at is null
    ) as standing
    group by scope order by scope`;
}

import { type SQL, sql } from "drizzle-orm";

/**
 * What a request costs with its corrections, within a statement that reads few requests; null when that is not known. `name` is
 * what the statement calls the table.
 */
export function effectiveCost(name = "requests"): SQL<bigint | null> {
  const of = (column: string) => sql.raw(`${name}.${column}`);
  return sql<bigint | null>`(
    select case when count(*) = 0 then ${of("cost_nano_usd")}
      else coalesce(${of("cost_nano_usd")}, 0) + sum(c.delta_nano_usd)::bigint end
    from cost_corrections c where c.request_id = ${of("id")} and c.account_id = ${of("account_id")})`;
}

/** What of that went to provider keys of the account; null where nothing did, or nobody knows. A correction is of the key that answered. */
export function effectiveOwnCost(name = "requests"): SQL<bigint | null> {
  const of = (column: string) => sql.raw(`${name}.${column}`);
  return sql<bigint | null>`(
    select case when count(*) = 0 or ${of("own_provider_key")} is not true then ${of("own_cost_nano_usd")}
      else coalesce(${of("own_cost_nano_usd")}, 0) + sum(c.delta_nano_usd)::bigint end
    from cost_corrections c where c.request_id = ${of("id")} and c.account_id = ${of("account_id")})`;
}

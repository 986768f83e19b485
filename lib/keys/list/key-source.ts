import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { KeyId } from "@/lib/core/ids";
import { findUsageSpan } from "@/lib/usage/usage-spans";
import type { KeySort } from "../contract";
import { lastUses } from "../health/defect-conditions";

/** What a sorted list of keys is read from. */
export type KeySource = {
  /** Table expression with `api_keys k` in it. */
  from: SQL;
  /** The id as the index of this sort has it. */
  id: SQL;
  /** What is sorted by; null when the id alone is (ids are time-ordered). */
  value: SQL | null;
  /** The value, which is there under a name, as text a cursor can carry. */
  text: (value: SQL) => SQL;
  type: SQL;
  /** True when the value can be null; such rows come last in both directions. */
  nullable: boolean;
  where: SQL;
};

/** True for orders that an index has. */
export function isIndexed(sort: KeySort): boolean {
  return sort === "created" || sort === "name" || sort === "lastUsed";
}

/** For reading in the order of an index, of which only the beginning is looked at. */
export function walkedSource(ctx: Ctx, sort: KeySort): KeySource {
  return sort === "lastUsed" ? walkedUses(ctx) : keySource(sort);
}

/** For reading all keys, or those `few` that it is known to come down to. */
export async function wholeSource(
  ctx: Ctx,
  { sort, usageSince }: { sort: KeySort; usageSince: Date },
  few: KeyId[] | null,
): Promise<KeySource> {
  if (sort === "requests" || sort === "cost") return usageSource(ctx, sort, usageSince);
  if (sort !== "lastUsed") return keySource(sort);
  if (few !== null) return { ...LAST_USED, from: fewUses(few), id: sql`k.id`, where: sql`true` };
  const from = sql`api_keys k join ${lastUses(ctx.accountId)} s on s.key_id = k.id`;
  return { ...LAST_USED, from, id: sql`k.id`, where: sql`true` };
}

const KEYS = { from: sql`api_keys k`, id: sql`k.id`, nullable: false, where: sql`true` };

function keySource(sort: KeySort): KeySource {
  const text = (sortValue: SQL) => sortValue;
  return { ...KEYS, value: sort === "created" ? null : sql`lower(k.name)`, text, type: sql`text` };
}

const LAST_USED = {
  value: sql`s.last_used_at`,
  text: (value: SQL) => sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  type: sql`timestamptz`,
  nullable: true,
};

function fewUses(few: KeyId[]): SQL {
  return sql`unnest(${`{${few.join(",")}}`}::uuid[]) few (id) join api_keys k on k.id = few.id
    cross join lateral (select max(t.last_used_at) as last_used_at from api_key_secrets t where t.key_id = k.id) s`;
}

/** Walks the secrets by last use; of a key with two secrets only the one used last stands for the key. */
function walkedUses(ctx: Ctx): KeySource {
  return {
    ...LAST_USED,
    from: sql`api_key_secrets s join api_keys k on k.id = s.key_id`,
    id: sql`s.key_id`,
    where: sql`s.account_id = ${ctx.accountId} and not exists (
      select from api_key_secrets t where t.key_id = s.key_id
      and (coalesce(t.last_used_at, '-infinity'), t.id) > (coalesce(s.last_used_at, '-infinity'), s.id))`,
  };
}

/**
 * For reading all keys in the order of their usage: those that were used, whose sums are few enough to sort, and those that were
 * not, which have one value and so an order by id that an index has.
 */
export async function usageSources(
  ctx: Ctx,
  { sort, usageSince }: { sort: "requests" | "cost"; usageSince: Date },
): Promise<{ used: KeySource; unused: KeySource }> {
  const { accountId } = ctx;
  const sums = await usageSums(ctx, usageSince);
  const used = sql`(
    select coalesce(c.key_id, u.key_id) as key_id, ${SUMS}
    from (${sums.before}) c full join (${sums.latest} group by key_id) u on u.key_id = c.key_id) used`;
  return {
    used: { ...usageValue(sort, sql`used`), from: sql`${used} join api_keys k on k.id = used.key_id` },
    unused: {
      ...usageValue(sort, sql`used`),
      value: sql`0::bigint`,
      nullable: false,
      from: sql`api_keys k`,
      where: sql`not exists (select from (${sums.before}) c where c.key_id = k.id)
        and not exists (select from usage_hourly u where u.account_id = ${accountId} and u.key_id = k.id
          and u.hour >= ${sums.until.toISOString()}::timestamptz)`,
    },
  };
}

/** For reading keys that something narrows in the order of their usage. */
async function usageSource(ctx: Ctx, sort: "requests" | "cost", since: Date): Promise<KeySource> {
  const sums = await usageSums(ctx, since);
  const from = sql`api_keys k left join (${sums.before}) c on c.key_id = k.id
    left join (${sums.latest} group by key_id) u on u.key_id = k.id
    cross join lateral (select ${SUMS}) used`;
  return { ...usageValue(sort, sql`used`), from };
}

const SUMS = sql`coalesce(c.requests, 0) + coalesce(u.requests, 0) as requests,
  coalesce(c.unpriced, 0) + coalesce(u.unpriced, 0) as unpriced, coalesce(c.cost, 0) + coalesce(u.cost, 0) as cost`;

/** Sums of hours that are over are read where they were added up, those of the latest hours from the hours themselves. */
async function usageSums(ctx: Ctx, since: Date) {
  const { accountId } = ctx;
  const span = await findUsageSpan(ctx, since);
  const until = span?.until ?? since;
  return {
    until,
    before: sql`select key_id, requests, unpriced, cost_nano_usd as cost from key_usage_sums
      where account_id = ${accountId} and since = ${since.toISOString()}::timestamptz and ${span !== null}`,
    latest: sql`select key_id, sum(requests)::bigint as requests, sum(unpriced)::bigint as unpriced,
        sum(cost_nano_usd)::bigint as cost
      from usage_hourly where account_id = ${accountId} and hour >= ${until.toISOString()}::timestamptz`,
  };
}

function usageValue(sort: "requests" | "cost", sums: SQL) {
  const cost = sql`case when ${sums}.unpriced > 0 and ${sums}.cost = 0 then null else ${sums}.cost end`;
  return {
    ...KEYS,
    value: sort === "requests" ? sql`${sums}.requests` : cost,
    text: (value: SQL) => sql`${value}::text`,
    type: sql`numeric`,
    nullable: sort === "cost",
  };
}

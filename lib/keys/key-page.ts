import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { KeySort, SortDirection } from "./contract";
import type { KeyCursor, KeyPosition } from "./key-cursor";
import { keySearch } from "./key-search";

type Source = {
  /** Table expression with `api_keys k` in it. */
  from: SQL;
  /** The id as the index of this sort has it. */
  id: SQL;
  /** What is sorted by; null when the id alone is (ids are time-ordered). */
  value: SQL | null;
  /** The value as text a cursor can carry. */
  text: SQL;
  type: SQL;
  /** True when the value can be null; such rows come last in both directions. */
  nullable: boolean;
  where: SQL;
};

export type KeyPageQuery = {
  search: string;
  sort: KeySort;
  direction: SortDirection;
  from: KeyCursor | null;
  limit: number;
  usageSince: Date;
};

/**
 * Ids and sort values of at most `limit` live keys in list order, read forward from a place or backward to it. Each part
 * (rows with a value, rows without) is its own ordered and limited scan, so that an index can serve it.
 */
export async function keyPage(ctx: Ctx, query: KeyPageQuery): Promise<KeyPosition[]> {
  const source = sourceOf(ctx, query.sort, query.usageSince);
  const backward = query.from?.travel === "before";
  const descending = (query.direction === "desc") !== backward;
  const order = descending ? sql`desc` : sql`asc`;
  const found = sql`k.account_id = ${ctx.accountId} and k.deleted_at is null
    and ${source.where} and ${keySearch(ctx.accountId, query.search)}`;
  const part = (rank: number, condition: SQL) => sql`(
    select ${rank}::int as rank, ${source.value ?? sql`null::text`} as value, ${source.text} as text, ${source.id} as id
    from ${source.from} where ${found} and ${condition}
    order by ${source.value === null ? sql`` : sql`${source.value} ${order},`} ${source.id} ${order}
    limit ${query.limit})`;
  const parts = conditions(source, query.from, descending).map(({ rank, condition }) =>
    part(rank, condition),
  );
  if (parts.length === 0) return [];
  const rows = await ctx.db.execute<{ text: string | null; id: KeyPosition["id"] }>(sql`
    select text, id from (${sql.join(parts, sql` union all `)}) page
    order by rank ${backward ? sql`desc` : sql`asc`}, value ${order}, id ${order} limit ${query.limit}`);
  const page = rows.map((row) => ({ value: row.text, id: row.id }));
  return backward ? page.reverse() : page;
}

/** Which rows lie beyond a place: first those with a value (rank 0), then those without (rank 1). */
function conditions(source: Source, from: KeyCursor | null, descending: boolean) {
  const beyond = descending ? sql`<` : sql`>`;
  const all: Array<{ rank: number; condition: SQL }> = [];
  const forward = from?.travel !== "before";
  const idBeyond = from === null ? sql`true` : sql`${source.id} ${beyond} ${from.id}::uuid`;
  if (source.value === null) return [{ rank: 0, condition: idBeyond }];
  const present = source.nullable ? sql`${source.value} is not null` : sql`true`;
  if (from === null || (from.value === null && !forward)) {
    all.push({ rank: 0, condition: present });
  } else if (from.value !== null) {
    const place = sql`(${from.value}::${source.type}, ${from.id}::uuid)`;
    all.push({ rank: 0, condition: sql`${present} and (${source.value}, ${source.id}) ${beyond} ${place}` });
  }
  if (!source.nullable) return all;
  const absent = sql`${source.value} is null`;
  if (from !== null && from.value === null) all.push({ rank: 1, condition: sql`${absent} and ${idBeyond}` });
  else if (forward) all.push({ rank: 1, condition: absent });
  return all;
}

function sourceOf(ctx: Ctx, sort: KeySort, usageSince: Date): Source {
  const keys = { from: sql`api_keys k`, id: sql`k.id`, nullable: false, where: sql`true` };
  if (sort === "created") return { ...keys, value: null, text: sql`null::text`, type: sql`text` };
  if (sort === "name") {
    return { ...keys, value: sql`lower(k.name)`, text: sql`lower(k.name)`, type: sql`text` };
  }
  if (sort === "lastUsed") return lastUsedSource(ctx);
  const value =
    sort === "requests"
      ? sql`coalesce(u.requests, 0)`
      : sql`case when u.unpriced > 0 and u.cost = 0 then null else coalesce(u.cost, 0) end`;
  const usage = sql`(
    select key_id, sum(requests) as requests, sum(unpriced) as unpriced, sum(cost_nano_usd) as cost
    from usage_hourly where account_id = ${ctx.accountId} and hour >= ${usageSince.toISOString()}::timestamptz
    group by key_id)`;
  return {
    ...keys,
    from: sql`api_keys k left join ${usage} u on u.key_id = k.id`,
    value,
    text: sql`(${value})::text`,
    type: sql`numeric`,
    nullable: sort === "cost",
  };
}

/** Walks the secrets by last use; of a key with two secrets only the one used last stands for the key. */
function lastUsedSource(ctx: Ctx): Source {
  return {
    from: sql`api_key_secrets s join api_keys k on k.id = s.key_id`,
    id: sql`s.key_id`,
    value: sql`s.last_used_at`,
    text: sql`to_char(s.last_used_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
    type: sql`timestamptz`,
    nullable: true,
    where: sql`s.account_id = ${ctx.accountId} and not exists (
      select from api_key_secrets t where t.key_id = s.key_id
      and (coalesce(t.last_used_at, '-infinity'), t.id) > (coalesce(s.last_used_at, '-infinity'), s.id))`,
  };
}

import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { KeyId } from "@/lib/core/ids";
import type { KeyFilter } from "@/lib/core/key-filter";
import type { KeySort, SortDirection } from "../contract";
import type { KeyCursor, KeyPosition } from "./key-cursor";
import { type KeyFilterSql, keyFilterSql } from "./key-filter";
import { isIndexed, type KeySource, usageSources, walkedSource, wholeSource } from "./key-source";

export type KeyPageQuery = KeyFilter & {
  sort: KeySort;
  direction: SortDirection;
  from: KeyCursor | null;
  limit: number;
  usageSince: Date;
};

/** How far a filtered list is looked for along the index before all keys are read: far enough for what many keys have. */
const GLANCE_KEYS = 2_000;
const FEW_KEYS = 500;

/** How a statement reads: from where, in which order, and the parts of it that lie beyond the place it starts from. */
type Reading = {
  query: KeyPageQuery;
  filter: KeyFilterSql;
  source: KeySource;
  beyond: Array<{ rank: number; condition: SQL }>;
  order: SQL;
};

/**
 * Ids and sort values of at most `limit` keys in list order, read forward from a place or backward to it. A list that nothing
 * narrows walks the index of its order. One that something narrows is looked for among the next keys of that index, which is
 * enough for what is common, and else in one scan of all keys, as is a list in an order that no index has.
 */
export async function keyPage(ctx: Ctx, query: KeyPageQuery): Promise<KeyPosition[]> {
  const filter = keyFilterSql(ctx, query);
  if (isIndexed(query.sort)) {
    const walked = readingOf(query, filter, walkedSource(ctx, query.sort));
    if (!filter.narrows) return positions(ctx, walked, walk(walked));
    if (query.from?.travel !== "before" && query.status !== "deleted") {
      const near = await positions(ctx, walked, glance(walked));
      if (near.length === query.limit) return near;
    }
  }
  if (isByUsage(query) && !filter.narrows) return byUsage(ctx, query, filter);
  const few = query.search.trim() === "" ? null : await fewKeys(ctx, filter);
  const all = readingOf(query, filter, await wholeSource(ctx, query, few));
  return positions(ctx, all, whole(all));
}

type UsageQuery = KeyPageQuery & { sort: "requests" | "cost" };

function isByUsage(query: KeyPageQuery): query is UsageQuery {
  return query.sort === "requests" || query.sort === "cost";
}

async function byUsage(ctx: Ctx, query: UsageQuery, filter: KeyFilterSql): Promise<KeyPosition[]> {
  const sources = await usageSources(ctx, query);
  const used = readingOf(query, filter, sources.used);
  const unused = readingOf(query, filter, sources.unused);
  const parts = [whole(used), ...(unused.beyond.length === 0 ? [] : [walk(unused)])];
  return positions(ctx, used, sql.join(parts, sql` union all `));
}

/** The keys that a search finds where they are few: to sort them, nothing else has to be read. Null where they are many. */
async function fewKeys(ctx: Ctx, { condition, uses }: KeyFilterSql): Promise<KeyId[] | null> {
  const rows = await ctx.db.execute<{ id: KeyId }>(sql`
    select k.id from api_keys k ${uses === null ? sql`` : sql`join ${uses} s on s.key_id = k.id`}
    where ${condition} limit ${FEW_KEYS + 1}`);
  return rows.length > FEW_KEYS ? null : rows.map(({ id }) => id);
}

function readingOf(query: KeyPageQuery, filter: KeyFilterSql, source: KeySource): Reading {
  const descending = (query.direction === "desc") !== (query.from?.travel === "before");
  const beyond = conditions(source, query.from, descending);
  return { query, filter, source, beyond, order: descending ? sql`desc` : sql`asc` };
}

/** The rows that a statement finds, as rank, value and id, in the order of the list. */
async function positions(ctx: Ctx, { query, source, order }: Reading, found: SQL): Promise<KeyPosition[]> {
  const backward = query.from?.travel === "before";
  const ordered = sql`rank ${backward ? sql`desc` : sql`asc`}, value ${order}, id ${order}`;
  const rows = await ctx.db.execute<{ text: string | null; id: KeyPosition["id"] }>(sql`
    select ${source.text(sql`value`)} as text, id from (
      select rank, value, id from (${found}) found order by ${ordered} limit ${query.limit}) page
    order by ${ordered}`);
  const page = rows.map((row) => ({ value: row.text, id: row.id }));
  return backward ? page.reverse() : page;
}

/** Each part (rows with a value, rows without) is its own ordered and limited scan, so that an index can serve it. */
function walk({ query, filter, source, beyond, order }: Reading): SQL {
  const parts = beyond.map(
    ({ rank, condition }) => sql`(
      select ${rank}::int as rank, ${sortValue(source)} as value, ${source.id} as id
      from ${source.from} where ${filter.condition} and ${source.where} and ${condition}
      order by ${indexOrder(source, order)} limit ${query.limit})`,
  );
  return sql.join(parts, sql` union all `);
}

/** The keys that fit among the next ones of the first part; of keys without a last use when only those can fit. */
function glance({ query, filter, source, beyond, order }: Reading): SQL {
  const byUse = query.sort === "lastUsed";
  const first = byUse && filter.neverUsed ? beyond.find(({ rank }) => rank === 1) : beyond[0];
  const lastUse = byUse
    ? sql`select near.value as last_used_at`
    : sql`select max(t.last_used_at) as last_used_at from api_key_secrets t where t.key_id = near.id`;
  return sql`
    select 0 as rank, near.value, near.id from (
      select ${sortValue(source)} as value, ${source.id} as id from ${source.from}
      where ${filter.live} and ${source.where} and ${first?.condition ?? sql`false`}
        and ${byUse && filter.useRange !== null ? filter.useRange : sql`true`}
      order by ${indexOrder(source, order)} limit ${GLANCE_KEYS}) near
    join api_keys k on k.id = near.id ${filter.uses === null ? sql`` : sql`cross join lateral (${lastUse}) s`}
    where ${filter.condition}`;
}

function whole({ query, filter, source, beyond }: Reading): SQL {
  const uses =
    filter.uses === null || query.sort === "lastUsed" ? sql`` : sql`join ${filter.uses} s on s.key_id = k.id`;
  return sql`
    select (${sortValue(source)} is null)::int as rank, ${sortValue(source)} as value, ${source.id} as id
    from ${source.from} ${uses}
    where ${filter.condition} and ${source.where} and ${query.from === null ? sql`true` : anyOf(beyond)}`;
}

function sortValue(source: KeySource): SQL {
  return source.value ?? sql`null::text`;
}

function indexOrder(source: KeySource, order: SQL): SQL {
  return source.value === null
    ? sql`${source.id} ${order}`
    : sql`${source.value} ${order}, ${source.id} ${order}`;
}

function anyOf(parts: Array<{ condition: SQL }>): SQL {
  if (parts.length === 0) return sql`false`;
  return sql`(${sql.join(
    parts.map(({ condition }) => sql`(${condition})`),
    sql` or `,
  )})`;
}

/** Which rows lie beyond a place: first those with a value (rank 0), then those without (rank 1). */
function conditions(source: KeySource, from: KeyCursor | null, descending: boolean) {
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

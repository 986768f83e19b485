import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { KeyFilter } from "@/lib/core/key-filter";
import type { KeySort, SortDirection } from "./contract";
import type { KeyCursor, KeyPosition } from "./key-cursor";
import { keyFilterSql } from "./key-filter";
import { isIndexed, type KeySource, walkedSource, wholeSource } from "./key-source";

export type KeyPageQuery = KeyFilter & {
  sort: KeySort;
  direction: SortDirection;
  from: KeyCursor | null;
  limit: number;
  usageSince: Date;
};

/**
 * Ids and sort values of at most `limit` keys in list order, read forward from a place or backward to it. A list that nothing
 * narrows walks an index: each part of it (rows with a value, rows without) is an ordered and limited scan of its own. A list
 * that something narrows, or that is ordered by what no index has, is one scan of all keys.
 */
export async function keyPage(ctx: Ctx, query: KeyPageQuery): Promise<KeyPosition[]> {
  const filter = keyFilterSql(ctx, query);
  const walks = filter.narrows ? false : isIndexed(query.sort);
  const source = walks ? walkedSource(ctx, query.sort) : await wholeSource(ctx, query);
  const backward = query.from?.travel === "before";
  const descending = (query.direction === "desc") !== backward;
  const order = descending ? sql`desc` : sql`asc`;
  const rankOrder = backward ? sql`desc` : sql`asc`;
  const beyond = conditions(source, query.from, descending);
  if (beyond.length === 0) return [];
  const value = source.value ?? sql`null::text`;
  const found = sql`${filter.condition} and ${source.where}`;
  const part = ({ rank, condition }: { rank: number; condition: SQL }) => sql`(
    select ${rank}::int as rank, ${value} as value, ${source.id} as id
    from ${source.from} where ${found} and ${condition}
    order by ${source.value === null ? sql`` : sql`${value} ${order},`} ${source.id} ${order}
    limit ${query.limit})`;
  const whole = () => sql`
    select (${value} is null)::int as rank, ${value} as value, ${source.id} as id
    from ${source.from}
    ${filter.uses === null || query.sort === "lastUsed" ? sql`` : sql`join ${filter.uses} s on s.key_id = k.id`}
    where ${found} and ${query.from === null ? sql`true` : anyOf(beyond)}`;
  const rows = await ctx.db.execute<{ text: string | null; id: KeyPosition["id"] }>(sql`
    select ${source.text(sql`value`)} as text, id from (
      select rank, value, id from (${walks ? sql.join(beyond.map(part), sql` union all `) : whole()}) found
      order by rank ${rankOrder}, value ${order}, id ${order} limit ${query.limit}) page
    order by rank ${rankOrder}, value ${order}, id ${order}`);
  const page = rows.map((row) => ({ value: row.text, id: row.id }));
  return backward ? page.reverse() : page;
}

function anyOf(parts: Array<{ condition: SQL }>): SQL {
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

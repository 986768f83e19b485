import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { ExploreQuery } from "./contract";
import { metricOrder, timesOf } from "./metric-order";
import { CLASS_COLUMNS, MEASURE_COLUMNS, type TallyRow, talliedColumns } from "./tally";

/** A bar of a series. Series 0 is all requests, each once; the one after the last is all others. */
export type SeriesRow = TallyRow & {
  series: number;
  g: string | null;
  s: string | null;
  /** How many series there are before any is among the others. */
  found: string;
  start_ms: string;
};

/** Select list of the start of a bar of `n`. */
export const START_MS = sql.raw("(extract(epoch from n.start) * 1000)::bigint::text as start_ms");

/**
 * Puts the series of all parts in order and adds up, bar by bar, the first ones and all others together. All requests together
 * are added up as well where a request can be in several series.
 */
export function seriesStatement(ctx: Ctx, query: ExploreQuery, parts: SQL): SQL {
  const hasTimes = timesOf(query.metric) !== null;
  const sums = talliedColumns("n", hasTimes);
  const totals = isTagged(query)
    ? sql`union all select 0, null, null, '0', ${START_MS}, ${sums} from parts n group by n.start`
    : sql``;
  return sql`
    with parts as materialized (${parts}),
    named as ${isTagged(query) ? taggedParts(ctx, query, hasTimes) : sql`not materialized (select * from parts)`},
    ranked as materialized (
      select n.g, n.s, row_number() over (order by ${metricOrder(query.metric)} desc nulls last, n.g, n.s) as place
      from named n group by n.g, n.s
    )
    select least(r.place, ${query.top + 1})::int as series, min(n.g) as g, min(n.s) as s,
      (select count(*) from ranked)::text as found, ${START_MS}, ${sums}
    from named n join ranked r on r.g = n.g and r.s = n.s group by 1, n.start ${totals}`;
}

export function isTagged(query: ExploreQuery): boolean {
  return query.group === "tag" || query.subgroup === "tag";
}

/** Each part once for each tag of its key. Where only some tags are asked for, others of the same keys are no series. */
function taggedParts(ctx: Ctx, query: ExploreQuery, hasTimes: boolean): SQL {
  const key = sql.raw(query.group === "tag" ? "p.g" : "p.s");
  const tag = sql`coalesce('=' || t.tag, '') collate "C"`;
  const values = query.group === "tag" ? sql`${tag} as g, p.s` : sql`p.g, ${tag} as s`;
  const asked = query.filter.tag?.in.filter((value) => value !== null) ?? [];
  const some = asked.length === 0 ? sql`` : sql`where tag in ${asked}`;
  const columns = [...MEASURE_COLUMNS, ...(hasTimes ? CLASS_COLUMNS : [])];
  return sql`(
    select p.start, ${values}, ${sql.raw(columns.map((column) => `p.${column}`).join(", "))}
    from parts p left join (
      select '=' || key as key, tag from (
        select distinct id::text as key, unnest(tags) as tag from api_keys where account_id = ${ctx.accountId}
      ) each ${some}
    ) t on t.key = ${key}
  )`;
}

import { type SQL, sql } from "drizzle-orm";
import type { ExploreQuery } from "./contract";
import { metricOrder, timesOf } from "./metric-order";
import { type TallyRow, talliedColumns } from "./tally";

/** A bar of a series. Series 0 is all requests, each once, where it is told; the one after the last is all others. */
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

/** Puts the series of parts in order and adds up, bar by bar, the first ones and all others together. */
export function seriesStatement(query: ExploreQuery, parts: SQL): SQL {
  return sql`
    with parts as materialized (${parts}), ranked as materialized (
      select n.g, n.s, row_number() over (order by ${metricOrder(query.metric)} desc nulls last, n.g, n.s) as place
      from parts n group by n.g, n.s
    )
    select least(r.place, ${query.top + 1})::int as series, min(n.g) as g, min(n.s) as s,
      (select count(*) from ranked)::text as found, ${START_MS}, ${talliedColumns("n", timesOf(query.metric) !== null)}
    from parts n join ranked r on r.g = n.g and r.s = n.s group by 1, n.start`;
}

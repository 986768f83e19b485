import { type SQL, sql } from "drizzle-orm";
import { TIME_CLASSES } from "@/db/schema/usage";
import type { Ctx } from "@/lib/context";
import { lowestIdAt } from "@/lib/core/ids";
import type { TimeRange } from "@/lib/core/time";
import { dimensionConditions } from "../dimension-conditions";
import { timesOf } from "./metric-order";
import type { PartQuery } from "./part-query";
import { barsOfHours } from "./read-bars";
import { ROW_COLUMNS, seriesColumns, tagTwins } from "./series-columns";
import { noMeasures, rowMeasures, timeClasses } from "./tally";
import { timeClassSql } from "./time-classes";

/** Minutes of a span, counted from the log and the corrections of what it costs. */
export function minuteSums(ctx: Ctx, query: PartQuery, { from, to }: TimeRange): SQL {
  const times = timesOf(query.metric);
  const columns = [
    seriesColumns(query, ROW_COLUMNS),
    ...rowMeasures(query.measures),
    ...(times === null ? [] : rowClasses(times)),
  ];
  return sql`
    select date_trunc('minute', r.started_at) as start, ${list(columns)}
    from requests r left join (
      select c.request_id, sum(c.delta_nano_usd) as delta from cost_corrections c
      where c.account_id = ${ctx.accountId} and c.request_id >= ${lowestIdAt(from.getTime())}
        and c.request_id < ${lowestIdAt(to.getTime())}
      group by 1
    ) c on c.request_id = r.id ${tagTwins(ctx, query, ROW_COLUMNS)}
    where ${rowsWithin(ctx, query, [{ from, to }])} group by 1, 2, 3`;
}

/** How many requests of the log there are in each class of time, by bar and series. */
export function rowTimes(
  ctx: Ctx,
  query: PartQuery,
  times: "latency" | "firstToken",
  span: TimeRange,
  spans: TimeRange[],
): SQL {
  return sql`
    select t.start, t.g, t.s, ${list([
      ...noMeasures(query.measures),
      ...timeClasses((at) => `(sum(t.n) filter (where t.class = ${at}))::bigint`),
    ])}
    from (
      select b.start, ${seriesColumns(query, ROW_COLUMNS)}, ${timeClassSql(TIMES[times])} as class, count(*) as n
      from requests r join (${barsOfHours(query, span, spans)}) b on b.hour = date_trunc('hour', r.started_at, 'UTC')
        ${tagTwins(ctx, query, ROW_COLUMNS)}
      where ${rowsWithin(ctx, query, spans)} and ${TIMES[times]} is not null group by 1, 2, 3, 4
    ) t group by 1, 2, 3`;
}

const TIMES = { latency: sql.raw("r.latency_ms"), firstToken: sql.raw("r.first_token_ms") };

function rowClasses(times: "latency" | "firstToken"): SQL[] {
  const column = timeClassSql(TIMES[times]);
  return Array.from(
    { length: TIME_CLASSES },
    (_, at) => sql`count(*) filter (where ${column} = ${sql.raw(`${at}`)}) as ${sql.raw(`c${at}`)}`,
  );
}

/** The id of a request begins with the moment at which the request began. */
export function rowsWithin(ctx: Ctx, query: Pick<PartQuery, "filter">, spans: TimeRange[]): SQL {
  const within = spans.map(
    ({ from, to }) => sql`(r.id >= ${lowestIdAt(from.getTime())} and r.id < ${lowestIdAt(to.getTime())})`,
  );
  const conditions = dimensionConditions(ctx, query.filter, ROW_COLUMNS);
  return all([sql`r.account_id = ${ctx.accountId}`, any(within), ...conditions]);
}

const list = (columns: SQL[]) => sql.join(columns, sql`, `);
const all = (conditions: SQL[]) => sql.join(conditions, sql` and `);
const any = (conditions: SQL[]) => sql`(${sql.join(conditions, sql` or `)})`;

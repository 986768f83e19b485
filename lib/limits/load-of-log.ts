import { sql } from "drizzle-orm";
import { logKeptFrom } from "@/db/log-kept-from";
import type { Ctx } from "@/lib/context";
import { lowestIdAt } from "@/lib/core/ids";
import { DAY_MS } from "@/lib/core/time";

/** How many days of the log are read. */
export const LOAD_DAYS = 7;

/** How many calls are read at most, the newest ones. */
export const MOST_READ = 100_000;

/** What was asked for in one minute of the clock. */
export type LoadMinute = {
  /** Unix milliseconds of its beginning. */
  startMs: number;
  requests: number;
  tokens: number;
  /** The most that began within any 60 seconds that end in it. */
  mostRequests: number;
  mostTokens: number;
  /** The most that ran at the same time. */
  mostRunning: number;
};

export type Load = {
  /** The minutes in which calls began or ended, in their order. */
  minutes: LoadMinute[];
  /** Since when calls were read; later than a week ago when there were too many, or older ones have expired. */
  since: Date;
  isCut: boolean;
  /** Calls of this month (UTC) that were let in. */
  monthRequests: number;
};

type Row = {
  minute: string;
  requests: string;
  tokens: string;
  most_requests: string;
  most_tokens: string;
  most_running: string;
};

/** How much was asked for in the last week, by the minute. What was refused for a limit or for its key was never counted. */
export async function loadOfLog(ctx: Ctx): Promise<Load> {
  const { db, accountId, clock } = ctx;
  const now = clock.now();
  const week = new Date(now.getTime() - LOAD_DAYS * DAY_MS);
  const from = await laterKept(ctx, week);
  const monthStart = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  const read = sql`
    select r.id, r.started_at, r.ended_at,
      r.input_tokens + r.cached_input_tokens + r.cache_write_tokens + r.cache_write_1h_tokens + r.output_tokens
        + r.audio_input_tokens + r.audio_output_tokens as tokens
    from requests r
    where r.account_id = ${accountId} and r.id >= ${lowestIdAt(from.getTime())}::uuid
      and r.refused_by is null and r.status <> 401
    order by r.id desc limit ${MOST_READ}`;
  const [rows, [month]] = await Promise.all([
    db.execute<Row>(sql`
      with calls as (${read}),
      slid as (
        select started_at, tokens, count(*) over recent as most_requests, sum(tokens) over recent as most_tokens
        from calls window recent as (order by started_at range between interval '59.999 seconds' preceding and current row)
      ),
      begun as (
        select date_trunc('minute', started_at) as minute, count(*) as requests, sum(tokens) as tokens,
          max(most_requests) as most_requests, max(most_tokens) as most_tokens
        from slid group by 1
      ),
      moved as (select started_at as at, 1 as step from calls union all select ended_at, -1 from calls),
      ran as (select at, sum(step) over (order by at, step rows unbounded preceding) as running from moved),
      most as (select date_trunc('minute', at) as minute, max(running) as most_running from ran group by 1)
      select (extract(epoch from most.minute) * 1000)::bigint::text as minute, coalesce(begun.requests, 0)::text as requests,
        coalesce(begun.tokens, 0)::text as tokens, coalesce(begun.most_requests, 0)::text as most_requests,
        coalesce(begun.most_tokens, 0)::text as most_tokens, most.most_running::text as most_running
      from most left join begun using (minute) order by most.minute`),
    db.execute<{ requests: string }>(sql`
      select coalesce(sum(requests), 0)::text as requests from usage_hourly
      where account_id = ${accountId} and hour >= ${monthStart.toISOString()}::timestamptz and status not in (401, 429)`),
  ]);
  const minutes = rows.map((row) => ({
    startMs: Number(row.minute),
    requests: Number(row.requests),
    tokens: Number(row.tokens),
    mostRequests: Number(row.most_requests),
    mostTokens: Number(row.most_tokens),
    mostRunning: Number(row.most_running),
  }));
  const isCut = minutes.reduce((sum, { requests }) => sum + requests, 0) >= MOST_READ;
  const first = minutes.find(({ requests }) => requests > 0)?.startMs ?? from.getTime();
  return {
    minutes,
    since: isCut ? new Date(first) : from,
    isCut,
    monthRequests: Number(month?.requests ?? 0),
  };
}

/** A moment, or since when the log has its rows where that is later. */
async function laterKept({ db, accountId }: Ctx, moment: Date): Promise<Date> {
  const [row] = await db.execute<{ ms: string | null }>(
    sql`select (extract(epoch from ${logKeptFrom(accountId)}) * 1000)::bigint::text as ms`,
  );
  return new Date(Math.max(Number(row?.ms ?? 0), moment.getTime()));
}

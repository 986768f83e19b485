import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { type KeyId, lowestIdAt } from "@/lib/core/ids";
import { keptSince } from "@/lib/logs/kept-since";
import type { ExpiredCalls } from "./damage";

/**
 * A key's calls since a moment whose rows have expired: what they were nobody can say any more, only how many. Counted from the hourly
 * sums, so from the beginning of the hour of `since`; null when all rows are there.
 */
export async function expiredCalls(ctx: Ctx, keyId: KeyId, since: Date): Promise<ExpiredCalls | null> {
  const until = await keptSince(ctx);
  if (until === null || until <= since) return null;
  const hour = sql`date_trunc('hour', ${since.toISOString()}::timestamptz, 'UTC')`;
  const [row] = await ctx.db.execute<{ calls: string }>(sql`
    select (
      (select coalesce(sum(requests), 0) from usage_hourly
        where account_id = ${ctx.accountId} and key_id = ${keyId}
          and hour >= ${hour} and hour < ${until.toISOString()}::timestamptz)
      - (select count(*) from requests
        where account_id = ${ctx.accountId} and key_id = ${keyId} and id < ${lowestIdAt(until.getTime())}
          and started_at >= ${hour} and started_at < ${until.toISOString()}::timestamptz)
    )::text as calls`);
  const calls = Number(row?.calls ?? 0);
  return calls > 0 ? { calls, until } : null;
}

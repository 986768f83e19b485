import { and, eq, sql } from "drizzle-orm";
import { logKeptFrom } from "@/db/log-kept-from";
import { usageHourly } from "@/db/schema/usage";
import type { Ctx } from "@/lib/context";

/** Requests of an account that the log still has, and about how many bytes they take with their indexes. */
export type LogEstimate = { requests: number; bytes: number };

/** Reads sums and what PostgreSQL knows of its tables, never the rows themselves. */
export async function estimateLog({ db, accountId }: Pick<Ctx, "db" | "accountId">): Promise<LogEstimate> {
  const kept = logKeptFrom(accountId);
  const [summed] = await db
    .select({ requests: sql<number>`coalesce(sum(${usageHourly.requests}), 0)`.mapWith(Number) })
    .from(usageHourly)
    .where(
      and(eq(usageHourly.accountId, accountId), sql`(${kept} is null or ${usageHourly.hour} >= ${kept})`),
    );
  const requests = summed?.requests ?? 0;
  return { requests, bytes: Math.round(requests * (await rowBytes(db))) };
}

/** What a row of the log was measured to take, for an instance whose tables PostgreSQL has not looked at yet. */
const USUAL_ROW_BYTES = 900;

async function rowBytes(db: Ctx["db"]): Promise<number> {
  const [measured] = await db.execute<{ bytes: string | null }>(sql`
    select (sum(pg_total_relation_size(c.oid)) / nullif(sum(greatest(c.reltuples, 0)), 0))::text as bytes
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'requests'::regclass and c.reltuples > 1000`);
  return measured?.bytes ? Number(measured.bytes) : USUAL_ROW_BYTES;
}

import { sql } from "drizzle-orm";
import { effectiveCost } from "@/db/effective-cost";
import type { Ctx } from "@/lib/context";
import type { RequestId } from "@/lib/core/ids";
import { platformDirectory } from "@/lib/providers/platform";
import { SANDBOX_MODEL } from "@/lib/providers/sandbox";
import type { FirstAnswer, Onboarding } from "./contract";

/** Among how many of the first requests one is looked for that was answered: who failed more often knows the way. */
const FIRST_REQUESTS = 200;
const SANDBOX = SANDBOX_MODEL.slice(0, SANDBOX_MODEL.indexOf("/"));

type Row = {
  provider: boolean;
  gate: boolean;
  key: boolean;
  spending: boolean;
  id: RequestId | null;
  at: Date | string | null;
  took_ms: number | null;
  cost: bigint | null;
};

/**
 * Which of the first steps are done. A provider is there when the account has a key of one or the instance does; a gate, when one was
 * made or changed beside the one that every account begins with. One statement.
 */
export async function getOnboarding({ db, accountId }: Pick<Ctx, "db" | "accountId">): Promise<Onboarding> {
  const [row] = await db.execute<Row>(sql`
    select
      exists (select from provider_keys p where p.account_id = a.id) as provider,
      (select count(*) > 1 or max(g.version) > 1 from gates g where g.account_id = a.id and g.deleted_at is null) as gate,
      exists (select from api_keys k where k.account_id = a.id and k.deleted_at is null and k.purpose is null) as key,
      exists (select from spending_limits l where l.account_id = a.id) as spending,
      f.id, f.ended_at as at, (extract(epoch from f.ended_at - a.created_at) * 1000)::float8 as took_ms, f.cost
    from accounts a
    left join lateral (
      select q.id, q.ended_at, ${effectiveCost("q")} as cost
      from (select r.* from requests r where r.account_id = a.id order by r.id limit ${FIRST_REQUESTS}) q
      where q.status < 400 and not q.is_test order by q.id limit 1
    ) f on true
    where a.id = ${accountId}`);
  const first = row === undefined ? null : answerOf(row);
  const isConfigured = [...platformDirectory().keys()].some((id) => id !== SANDBOX);
  return {
    done: {
      provider: row?.provider === true || isConfigured,
      gate: row?.gate === true,
      key: row?.key === true,
      request: first !== null,
      limit: row?.spending === true,
    },
    first,
  };
}

function answerOf({ id, at, took_ms: tookMs, cost }: Row): FirstAnswer | null {
  if (id === null || at === null || tookMs === null) return null;
  return { id, at: new Date(at), tookMs: Math.max(0, tookMs), costNanoUsd: cost };
}

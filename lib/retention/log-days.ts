import type { Sql, TransactionSql } from "postgres";
import type { AccountId } from "@/lib/core/ids";
import type { RetentionDays } from "./retention-plan";

type Reader = Sql | TransactionSql;

/** What the plan `p` of an account `a` keeps of its log, or what was set for it alone; `logRetention` says the same in words. */
export const LOG_DAYS =
  "(case when a.limits ? 'logDays' then a.limits->>'logDays' else p.limits->>'logDays' end)::int";

/** The days, shorter than the instance's, for which plans keep the logs of any accounts. */
export async function listLogDays(sql: Reader, instanceDays: number): Promise<number[]> {
  const rows = await sql<{ days: number }[]>`
    select distinct ${sql.unsafe(LOG_DAYS)} as days from accounts a join plans p on p.id = a.plan order by 1`;
  return rows.flatMap(({ days }) => (isShorter(days, instanceDays) ? [days] : []));
}

/** Some accounts whose logs are kept for so many days and have rows with smaller ids than that, in the order of their ids. */
export async function listDueAccounts(
  sql: Reader,
  { days, before, after, limit }: { days: number; before: string; after: AccountId | null; limit: number },
): Promise<AccountId[]> {
  const rows = await sql<{ id: AccountId }[]>`
    select a.id from accounts a join plans p on p.id = a.plan
    where ${sql.unsafe(LOG_DAYS)} = ${days} and (${after}::uuid is null or a.id > ${after}::uuid)
      and exists (select from requests r where r.account_id = a.id and r.id < ${before}::uuid)
    order by a.id limit ${limit}`;
  return rows.map(({ id }) => id);
}

/**
 * For how many days an account's log is kept, shorter than the instance's; null when it is not. Until the commit nobody changes its
 * plan or what that says, so what is raised is kept from the answer on.
 */
export async function holdLogDays(
  tx: TransactionSql,
  accountId: AccountId,
  instanceDays: number,
): Promise<number | null> {
  const [row] = await tx<{ days: number | null }[]>`
    select ${tx.unsafe(LOG_DAYS)} as days from accounts a join plans p on p.id = a.plan
    where a.id = ${accountId} for share of a, p`;
  return isShorter(row?.days ?? null, instanceDays) ? (row?.days ?? null) : null;
}

/** The instance's days, with those of its log as short as the longest that any account has: by then no month of it is wanted. */
export async function agreedDays(sql: Reader, days: RetentionDays): Promise<RetentionDays> {
  const [row] = await sql<{ all_limited: boolean | null; longest: number | null }[]>`
    select bool_and(days is not null) as all_limited, max(days) as longest
    from (select ${sql.unsafe(LOG_DAYS)} as days from accounts a join plans p on p.id = a.plan) logs`;
  const longest = row?.all_limited === true ? row.longest : null;
  return isShorter(longest, days.requests) ? { ...days, requests: longest } : days;
}

function isShorter(days: number | null, instanceDays: number): days is number {
  return days !== null && (instanceDays === 0 || days < instanceDays);
}

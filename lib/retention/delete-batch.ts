import type { TransactionSql } from "postgres";
import { correctionsLock } from "@/db/corrections-lock";
import { type AccountId, lowestIdAt, type RequestId } from "@/lib/core/ids";
import { HOUR_MS } from "@/lib/core/time";
import { startOf } from "@/lib/logs/id-range";
import { holdLogDays } from "./log-days";
import { rowsKeptFrom } from "./log-retention";

/**
 * Deletes an account's oldest rows that its plan keeps no longer, `batch` of them, and notes since when rows are there. Returns how
 * many, null when none were due.
 */
export async function deleteBatch(
  tx: TransactionSql,
  accountId: AccountId,
  { instanceDays, now, batch }: { instanceDays: number; now: Date; batch: number },
): Promise<number | null> {
  const days = await holdLogDays(tx, accountId, instanceDays);
  if (days === null) return null;
  // What is booked is booked for rows that stay until it is.
  await tx`select pg_advisory_xact_lock(hashtextextended(${correctionsLock(accountId)}, 0))`;
  const keptFrom = rowsKeptFrom(days, now);
  const due = await tx<{ id: RequestId }[]>`
    select id from requests where account_id = ${accountId} and id < ${lowestIdAt(keptFrom.getTime())}
    order by id limit ${batch}`;
  const [first, last] = [due[0], due.at(-1)];
  if (first === undefined || last === undefined) return null;
  const within = (id: string) =>
    tx`account_id = ${accountId} and ${tx(id)} between ${first.id} and ${last.id}`;
  await tx`delete from request_payloads where ${within("request_id")}`;
  await tx`delete from cost_corrections where ${within("request_id")}`;
  const { count } = await tx`delete from requests where ${within("id")}`;
  const isLast = due.length < batch;
  await note(tx, accountId, isLast ? keptFrom : hourAfter(last.id), count);
  return count;
}

/** The end of the hour of a request: more of that hour may be there still, but all that is gone lies before. */
function hourAfter(id: RequestId): Date {
  return new Date((Math.floor(startOf(id).getTime() / HOUR_MS) + 1) * HOUR_MS);
}

async function note(tx: TransactionSql, accountId: AccountId, keptFrom: Date, rows: number): Promise<void> {
  await tx`
    insert into account_retention as known (account_id, kept_from, dropped) values (${accountId}, ${keptFrom}, ${rows})
    on conflict (account_id) do update set
      kept_from = greatest(known.kept_from, excluded.kept_from), dropped = known.dropped + excluded.dropped`;
}

import type { Sql, TransactionSql } from "postgres";
import { RECORD, recordParameter } from "@/db/record-statement";
import type { RequestRecord } from "./request-record";

/**
 * Writes finished requests and adds them to the hourly sums in one transaction. Repeating a request id is
 * harmless. Throws what the driver throws; `isOutage` tells whether another try may help.
 */
export async function recordRequests(sql: Sql | TransactionSql, records: RequestRecord[]): Promise<void> {
  if (records.length === 0) return;
  await sql.unsafe(RECORD, [recordParameter(records)], { prepare: true });
}

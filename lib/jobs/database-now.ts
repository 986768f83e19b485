import type { Sql } from "postgres";

/** The time by the database's clock: instances whose own are off make and drop the same months. */
export async function databaseNow(sql: Sql): Promise<Date> {
  const [row] = await sql<{ now: Date }[]>`select now() as now`;
  if (row === undefined) throw new Error("The database did not tell the time.");
  return row.now;
}

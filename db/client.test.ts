import { sql as statement } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { openLedger } from "./client";

const { db, sql, url, end } = await testDatabase();
afterAll(end);

test("statements beside Drizzle read and write moments as Date", async () => {
  const moment = new Date("2026-11-22T10:30:00.123Z");
  const [row] = await sql`select ${moment}::timestamptz as at`;
  expect(row?.at).toEqual(moment);
  const [raw] = await db.execute<{ at: Date }>(statement`select ${moment.toISOString()}::timestamptz as at`);
  expect(raw?.at).toEqual(moment);
});

test("what a transaction asks after its connection was lost is refused, and never done outside of it", async () => {
  await sql`create table lost_notes (note text)`;
  const ledger = openLedger(url, { max: 1, applicationName: "lost connection" });
  const lost = ledger.db.transaction(async (tx) => {
    await tx.execute(statement`insert into lost_notes values ('within')`);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lost connection'`;
    // Another statement takes the place of the connection that is gone.
    await expect.poll(() => ledger.sql`select 1 as one`.catch(() => [])).toEqual([{ one: 1 }]);
    await tx.execute(statement`insert into lost_notes values ('after')`);
  });
  await expect(lost).rejects.toThrow();
  expect(await ledger.sql`select 1 as one`).toEqual([{ one: 1 }]);
  expect(await sql`select note from lost_notes`).toEqual([]);
  await ledger.sql.end({ timeout: 1 });
});

test("an answer that broke off in the middle leaves nothing in the next one", async () => {
  const ledger = openLedger(url, { max: 1, applicationName: "broken answer" });
  const broken = ledger.sql`
    select at, pg_terminate_backend(case when at = 500 then pg_backend_pid() end) from generate_series(1, 100000) at`;
  await expect(broken).rejects.toThrow();
  const rows = await ledger.sql.unsafe("select at from generate_series(1, $1::int) at", [3], {
    prepare: true,
  });
  expect([...rows]).toEqual([{ at: 1 }, { at: 2 }, { at: 3 }]);
  await ledger.sql.end({ timeout: 1 });
});

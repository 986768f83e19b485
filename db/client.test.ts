import { sql as statement } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "@/lib/testing/database";

const { db, sql, end } = await testDatabase();
afterAll(end);

test("statements beside Drizzle read and write moments as Date", async () => {
  const moment = new Date("2026-11-22T10:30:00.123Z");
  const [row] = await sql`select ${moment}::timestamptz as at`;
  expect(row?.at).toEqual(moment);
  const [raw] = await db.execute<{ at: Date }>(statement`select ${moment.toISOString()}::timestamptz as at`);
  expect(raw?.at).toEqual(moment);
});

import { afterAll, expect, test } from "vitest";
import { testDatabase } from "./database";

const mine = await testDatabase();
const other = await testDatabase();
afterAll(() => Promise.all([mine.end(), other.end()]));

test("a test database has every table and is nobody else's", async () => {
  await mine.sql`insert into accounts (id, name) values ('00000000-0000-7000-8000-000000000001', 'Mine')`;
  expect(await mine.sql`select name from accounts`).toHaveLength(1);
  expect(await other.sql`select name from accounts`).toHaveLength(0);
  expect(await other.sql`select * from usage_hourly`).toHaveLength(0);
});

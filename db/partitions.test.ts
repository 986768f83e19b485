import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { testDatabase } from "@/lib/testing/database";
import { migrate } from "./migrate";
import { currentPartitions, ensurePartitions } from "./partitions";

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

async function insertRequestAt(moment: string): Promise<string> {
  const id = newId<never>(Date.parse(moment));
  const other = newId<never>();
  await database.sql`
    insert into requests (id, account_id, key_id, secret_id, endpoint, attempts, streamed, input_tokens,
      cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, settlement, status, latency_ms,
      started_at, ended_at)
    values (${id}, ${other}, ${other}, ${other}, 'chat/completions', '[]', false, 0, 0, 0, 0, 0, 'final', 200, 1,
      ${moment}, ${moment})`;
  return id;
}

async function partitionOf(id: string): Promise<string> {
  const [row] = await database.sql<
    { name: string }[]
  >`select tableoid::regclass::text as name from requests where id = ${id}`;
  return row?.name ?? "";
}

test("a migrated database has last month, this month and three more", async () => {
  await migrate(database.url, new Date("2031-01-15T00:00:00Z"));
  const rows = await database.sql<{ name: string }[]>`
    select inhrelid::regclass::text as name from pg_inherits where inhparent = 'requests'::regclass`;
  const names = rows.map((row) => row.name);
  const wanted = ["2030_12", "2031_01", "2031_02", "2031_03", "2031_04"].map((month) => `requests_${month}`);
  expect(names).toEqual(expect.arrayContaining(wanted));
  expect(currentPartitions(new Date("2031-01-31T23:59:59Z")).from.toISOString()).toBe(
    "2030-12-01T00:00:00.000Z",
  );
});

test("months are cut at midnight UTC, to the millisecond", async () => {
  await ensurePartitions(database.sql, { from: new Date("2033-02-10T12:00:00Z"), months: 2 });
  const last = await insertRequestAt("2033-02-28T23:59:59.999Z");
  const first = await insertRequestAt("2033-03-01T00:00:00.000Z");
  expect(await partitionOf(last)).toBe("requests_2033_02");
  expect(await partitionOf(first)).toBe("requests_2033_03");
});

test("rows that the default partition caught move to their month, and no other row moves", async () => {
  const early = await insertRequestAt("2035-06-15T00:00:00Z");
  const late = await insertRequestAt("2035-07-01T00:00:00Z");
  expect(await partitionOf(early)).toBe("requests_default");
  const created = await ensurePartitions(database.sql, { from: new Date("2035-06-01T00:00:00Z"), months: 1 });
  expect(created).toEqual(["requests_2035_06", "cost_corrections_2035_06", "request_payloads_2035_06"]);
  expect(await partitionOf(early)).toBe("requests_2035_06");
  expect(await partitionOf(late)).toBe("requests_default");
});

test("several processes may do it at once, while rows arrive", async () => {
  const range = { from: new Date("2036-01-01T00:00:00Z"), months: 3 };
  const before = await insertRequestAt("2036-01-10T00:00:00Z");
  const [one, two, three, during] = await Promise.all([
    ensurePartitions(database.sql, range),
    ensurePartitions(database.sql, range),
    ensurePartitions(database.sql, range),
    insertRequestAt("2036-02-10T00:00:00Z"),
  ]);
  const tables = ["cost_corrections", "request_payloads", "requests"];
  expect([...one, ...two, ...three].sort()).toEqual(
    tables.flatMap((table) => ["01", "02", "03"].map((month) => `${table}_2036_${month}`)),
  );
  expect(await partitionOf(before)).toBe("requests_2036_01");
  expect(await partitionOf(during)).toBe("requests_2036_02");
  expect(await ensurePartitions(database.sql, range)).toEqual([]);
});

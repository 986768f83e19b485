import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { migrate } from "./migrate";

const { adminUrl } = inject("databaseServer");
const name = `layer_migrate_${randomBytes(6).toString("hex")}`;
const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).toString();
const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
const sql = postgres(url, { max: 1, onnotice: () => {} });

beforeAll(() => admin.unsafe(`create database ${name}`));
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await admin.unsafe(`drop database ${name} with (force)`);
  await admin.end();
});

const applied = () => sql<{ hash: string }[]>`select hash from drizzle.__drizzle_migrations order by id`;

test("instances that start at once migrate an empty database exactly once", async () => {
  await Promise.all([migrate(url), migrate(url), migrate(url), migrate(url)]);
  const rows = await applied();
  expect(rows.length).toBeGreaterThan(0);
  expect(new Set(rows.map((row) => row.hash)).size).toBe(rows.length);
  expect(await sql`select count(*)::int as n from requests`).toEqual([{ n: 0 }]);
});

test("a second run changes nothing and leaves no lock behind", async () => {
  const before = await applied();
  await migrate(url);
  expect(await applied()).toEqual(before);
  const locks = await sql`
    select from pg_locks join pg_database on pg_database.oid = pg_locks.database
    where locktype = 'advisory' and datname = ${name}`;
  expect(locks).toHaveLength(0);
});

test("the log is partitioned by the time in its ids", async () => {
  const [table] = await sql`
    select pg_get_partkeydef(oid) as key from pg_class where oid = 'requests'::regclass and relkind = 'p'`;
  expect(table).toEqual({ key: "RANGE (id)" });
});

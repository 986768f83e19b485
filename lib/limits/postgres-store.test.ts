import type { Sql } from "postgres";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { forgetCounters } from "./forget-counters";
import type { Claim } from "./limit-store";
import { openPostgresStore } from "./postgres-store";

const { sql, end } = await testDatabase();
afterAll(end);

let counters = 0;
const newCounter = () => `counter:${counters++}`;
const perMinute = (counter: string, limit: number, amount = 1): Claim => ({
  counter,
  window: "minute",
  limit,
  amount,
});
const running = (counter: string, limit: number, amount = 1): Claim => ({
  counter,
  window: "running",
  limit,
  amount,
});

test("calls of one moment share a statement that touches each row once", async () => {
  const store = openPostgresStore(() => sql);
  const counter = newCounter();
  const versions = async () => {
    const [row] = await sql<
      { xmin: string }[]
    >`select xmin::text from limit_counters where counter = ${counter}`;
    return row?.xmin;
  };
  await Promise.all(Array.from({ length: 150 }, () => store.claim([perMinute(counter, 100)])));
  const written = await versions();
  // Those that are refused write nothing.
  await Promise.all(Array.from({ length: 150 }, () => store.claim([perMinute(counter, 100)])));
  expect(await versions()).toBe(written);
  expect((await store.claim([perMinute(counter, 100)])).standings[0]?.used).toBe(100);
});

test("counters are found by the index, even where the plan was made when there were few", async () => {
  const claims = [perMinute(newCounter(), 9), running(newCounter(), 9)];
  const scans = await sql.begin(async (transaction) => {
    await openPostgresStore(() => transaction as unknown as Sql).claim(claims);
    return await transaction<{ scans: number }[]>`
      select sum(seq_scan)::int as scans from pg_stat_xact_user_tables
      where relname in ('limit_counters', 'limit_instances')`;
  });
  expect([...scans]).toEqual([{ scans: 0 }]);
});

test("counters of which nothing counts any more are removed, and no others", async () => {
  const store = openPostgresStore(() => sql);
  const [old, fresh, runs] = [
    perMinute(newCounter(), 10),
    perMinute(newCounter(), 10),
    running(newCounter(), 10),
  ];
  const all = [old, fresh, runs].map(({ counter }) => counter);
  const expire = (names: string[]) => sql`
    update limit_counters set expires_at = now() - interval '10 minutes' where counter = any(${names})`;
  const left = async () => {
    await forgetCounters(sql);
    const rows = await sql<
      { counter: string }[]
    >`select counter from limit_counters where counter = any(${all})`;
    return rows.map(({ counter }) => counter).sort();
  };
  const { takenAtMs } = await store.claim([old, fresh, runs]);
  await expire([old.counter, runs.counter]);
  expect(await left()).toEqual([fresh.counter, runs.counter].sort());
  store.adjust([{ ...runs, amount: -1, takenAtMs }]);
  await store.claim([{ ...runs, amount: 0 }]);
  await expire(all);
  expect(await left()).toEqual([]);
  expect((await store.claim([{ ...old, amount: 0 }])).standings[0]?.used).toBe(0);
});

test.each([
  ["minute", 61_000],
  ["day", 86_400_000],
  ["month", 28 * 86_400_000],
] as const)("a counter of a %s is kept for as long as it counts", async (window, ms) => {
  const from = Date.parse("2026-02-01T00:00:00.000Z");
  const counter = newCounter();
  await openPostgresStore(() => sql, { nowMs: () => from }).claim([{ ...perMinute(counter, 1), window }]);
  const [row] = await sql<
    { at: Date }[]
  >`select expires_at as at from limit_counters where counter = ${counter}`;
  expect(row?.at.getTime()).toBeGreaterThanOrEqual(from + ms);
});

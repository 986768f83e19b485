import type { Sql } from "postgres";
import { afterAll, expect, test } from "vitest";
import { openLedger } from "@/db/client";
import { seededRandom } from "@/lib/core/seeded-random";
import { testDatabase } from "@/lib/testing/database";
import { startTcpProxy } from "@/lib/testing/tcp-proxy";
import { forgetCounters } from "./forget-counters";
import type { Claim, LimitStore } from "./limit-store";
import { openPostgresStore, type PostgresStoreOptions } from "./postgres-store";

const { url, sql, end } = await testDatabase();
const proxy = await startTcpProxy(url);
const other = openLedger(proxy.url, { max: 4 });
afterAll(async () => {
  await other.sql.end({ timeout: 1 });
  await proxy.stop();
  await end();
});

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

/** Two instances on one database. */
function twoStores(options: PostgresStoreOptions = {}): [LimitStore, LimitStore] {
  return [openPostgresStore(() => sql, options), openPostgresStore(() => other.sql, options)];
}

async function takenOf(store: LimitStore, claim: Claim): Promise<boolean> {
  return (await store.claim([claim])).isTaken;
}

test("two instances at twice the load together take all of a limit, and never more in any 60 seconds", async () => {
  const clock = { ms: 1e12 };
  const both = twoStores({ nowMs: () => clock.ms });
  const counter = newCounter();
  const taken: number[] = [];
  for (let second = 0; second < 4 * 60; second += 1) {
    clock.ms += 1_000;
    const asked = Array.from({ length: 20 }, (_, at) =>
      takenOf(both[at % 2] as LimitStore, perMinute(counter, 600)),
    );
    for (const isTaken of await Promise.all(asked)) if (isTaken) taken.push(clock.ms);
  }
  expect(taken.length).toBeGreaterThanOrEqual(0.95 * 4 * 600);
  for (const [at, ms] of taken.entries())
    expect((taken[at + 600] ?? Number.POSITIVE_INFINITY) - ms).toBeGreaterThan(60_000);
});

test("of calls that arrive at once at two instances exactly as many are let in as fit", async () => {
  const both = twoStores();
  const counter = newCounter();
  for (let round = 1; round <= 10; round += 1) {
    const asked = Array.from({ length: 100 }, (_, at) =>
      takenOf(both[at % 2] as LimitStore, perMinute(counter, round * 17)),
    );
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(17);
  }
});

test("an instance whose clock is 90 seconds off changes nothing, as all go by the database's", async () => {
  const [store] = twoStores();
  const { now: real } = Date;
  const offByMs = -90_000;
  Date.now = () => real() + offByMs;
  try {
    const { takenAtMs } = await store.claim([perMinute(newCounter(), 1)]);
    const [row] = await sql<{ ms: number }[]>`select extract(epoch from now())::float8 * 1000 as ms`;
    expect(Math.abs((row?.ms ?? 0) - takenAtMs)).toBeLessThan(5_000);
  } finally {
    Date.now = real;
  }
});

test("what one instance has running counts on the other, and ends there within a tenth of a second", async () => {
  const [one, two] = twoStores();
  const claim = running(newCounter(), 1);
  const { takenAtMs } = await one.claim([claim]);
  expect(await takenOf(two, claim)).toBe(false);
  one.adjust([{ ...claim, amount: -1, takenAtMs }]);
  const freedAtMs = performance.now();
  await expect.poll(() => takenOf(two, claim), { interval: 5 }).toBe(true);
  expect(performance.now() - freedAtMs).toBeLessThan(100);
});

test("what a killed instance had running counts no more after half a minute, and that of one that lives does", async () => {
  const clock = { ms: 1e12 };
  const options = { nowMs: () => clock.ms };
  const [killed, alive] = [openPostgresStore(() => sql, options), openPostgresStore(() => sql, options)];
  const asking = openPostgresStore(() => other.sql, options);
  const counter = newCounter();
  await killed.claim([running(counter, 10, 3)]);
  await alive.claim([running(counter, 10, 4)]);
  const usedNow = async () => (await asking.claim([running(counter, 10, 0)])).standings[0]?.used;
  for (let beat = 0; beat < 3; beat += 1) {
    clock.ms += 5_000;
    await alive.reach();
    expect(await usedNow()).toBe(7);
  }
  for (let beat = 0; beat < 3; beat += 1) {
    clock.ms += 5_000;
    await alive.reach();
  }
  expect(await usedNow()).toBe(4);
  // It was only slow: what it has running counts again.
  await killed.reach();
  expect(await usedNow()).toBe(7);
});

test("two instances never wait for each other in a circle", async () => {
  const random = seededRandom(21);
  const both = twoStores();
  const names = Array.from({ length: 50 }, newCounter);
  const batches = both.map(async (store) => {
    for (let batch = 0; batch < 300; batch += 1) {
      const calls = Array.from({ length: 4 }, () =>
        [...names]
          .sort(() => random() - 0.5)
          .slice(0, 10)
          .map((counter, at) => (at % 2 ? perMinute(counter, 1e9) : running(`${counter}:running`, 1e9))),
      );
      const answers = await Promise.all(calls.map((claims) => store.claim(claims)));
      for (const [at, { takenAtMs }] of answers.entries())
        store.adjust((calls[at] ?? []).map((claim) => ({ ...claim, amount: -1, takenAtMs })));
    }
  });
  await Promise.all(batches);
  for (const counter of names) {
    const asked = [perMinute(counter, 1e9, 0), running(`${counter}:running`, 1e9, 0)];
    await expect
      .poll(async () => (await both[0].claim(asked)).standings.map(({ used }) => used))
      .toEqual([0, 0]);
  }
}, 60_000);

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

test("a statement whose end nobody heard of leaves nothing running, and the next one puts it right", async () => {
  const store = openPostgresStore(() => other.sql, { patienceMs: 200 });
  const counter = newCounter();
  const { takenAtMs } = await store.claim([running(counter, 10, 2)]);
  proxy.mute();
  await expect(store.claim([running(counter, 10, 5)])).rejects.toThrow("did not answer");
  const asking = openPostgresStore(() => sql);
  const usedNow = async () => (await asking.claim([running(counter, 10, 0)])).standings[0]?.used;
  await expect.poll(usedNow).toBe(7);
  proxy.open();
  await expect.poll(() => store.reach().then(usedNow, () => "away")).toBe(2);
  store.adjust([{ counter, window: "running", amount: -2, takenAtMs }]);
  await expect.poll(usedNow).toBe(0);
});

test("a call with a number that is none fails nobody else's", async () => {
  const store = openPostgresStore(() => sql);
  const counter = newCounter();
  const asked = [Number.NaN, 1, Number.POSITIVE_INFINITY, 1e300].map((amount) =>
    takenOf(store, perMinute(counter, 10, amount)),
  );
  expect(await Promise.all(asked)).toEqual([false, true, false, false]);
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

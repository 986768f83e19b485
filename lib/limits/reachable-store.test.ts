import { randomUUID } from "node:crypto";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { openLedger } from "@/db/client";
import type { LimitWindow } from "@/lib/core/rate-limits";
import { testDatabase } from "@/lib/testing/database";
import { startRedisServer } from "@/lib/testing/redis-server";
import { startTcpProxy } from "@/lib/testing/tcp-proxy";
import type { Claim } from "./limit-store";
import { openMemoryStore } from "./memory-store";
import { openPostgresStore } from "./postgres-store";
import { openReachableStore, type WithoutStore } from "./reachable-store";
import { openRedisStore } from "./redis-store";
import { RunningCounts } from "./running-counts";

const database = await testDatabase();
const redis = await startRedisServer();
const doors = { postgres: await startTcpProxy(database.url), redis: await startTcpProxy(redis.url) };
const ledger = openLedger(doors.postgres.url, { max: 4 });
afterEach(async () => {
  for (const door of Object.values(doors)) door.open();
  await expect.poll(() => ledger.sql`select 1`.catch(() => [])).toHaveLength(1);
});
afterAll(async () => {
  await ledger.sql.end({ timeout: 1 });
  for (const door of Object.values(doors)) await door.stop();
  await redis.stop();
  await database.end();
});

/** Behind its door, and elsewhere. */
const stores = {
  postgres: {
    open: (running: RunningCounts) => openPostgresStore(() => ledger.sql, { running, patienceMs: 1_000 }),
    elsewhere: openPostgresStore(() => database.sql),
  },
  redis: {
    open: (running: RunningCounts) => openRedisStore(doors.redis.url, { running, patienceMs: 1_000 }),
    elsewhere: openRedisStore(redis.url),
  },
};

function claimOf(window: LimitWindow, limit: number, amount = 1): Claim {
  return { counter: `counter:${randomUUID()}`, window, limit, amount };
}

describe.each([
  { kind: "postgres" as const, by: "postgres" },
  { kind: "redis" as const, by: redis.kind },
])("what is shared through $kind ($by)", ({ kind }) => {
  const door = doors[kind];
  const { open, elsewhere } = stores[kind];
  async function instance(without: WithoutStore) {
    const clock = { ms: 0 };
    const running = new RunningCounts();
    const changes: boolean[] = [];
    const shared = open(running);
    const isReached = () =>
      shared.reach().then(
        () => true,
        () => false,
      );
    // On a busy machine the first answer takes longer than a store waits.
    await expect.poll(isReached).toBe(true);
    const store = openReachableStore({
      shared,
      alone: openMemoryStore(undefined, running),
      without,
      onChange: (isAway) => changes.push(isAway),
      nowMs: () => clock.ms,
    });
    /** Calls until the shared store counts again. */
    const back = () =>
      expect
        .poll(async () => {
          clock.ms += 1_000;
          await Promise.resolve(store.claim([claimOf("minute", 1)])).catch(() => {});
          return changes.at(-1);
        })
        .toBe(false);
    return { store, changes, clock, back };
  }

  const usedOf = async (claim: Claim) =>
    (await elsewhere.claim([{ ...claim, amount: 0 }])).standings[0]?.used;

  test.each(["close", "freeze", "mute"] as const)(
    "with the store away (%s) an instance counts alone, late only once, and with it back all count together",
    async (how) => {
      const { store, changes, back } = await instance("count-alone");
      const claim = claimOf("minute", 3);
      await store.claim([claim]);
      door[how]();
      const startedAtMs = performance.now();
      const alone = await store.claim([claim]);
      expect(performance.now() - startedAtMs).toBeLessThan(10_000);
      expect(alone).toMatchObject({ isTaken: true, isAlone: true, standings: [{ used: 1 }] });
      const answers = [await store.claim([claim]), await store.claim([claim]), await store.claim([claim])];
      expect(answers.map(({ isTaken }) => isTaken)).toEqual([true, true, false]);
      expect(changes).toEqual([true]);
      door.open();
      await back();
      expect(changes).toEqual([true, false]);
      const shared = await store.claim([{ ...claim, amount: 0 }]);
      expect(shared.isAlone).toBeUndefined();
      expect(await usedOf(claim)).toBe(shared.standings[0]?.used);
    },
  );

  test("with the store away an instance that is set so refuses, at once, and says when to come back", async () => {
    const { store, back } = await instance("refuse");
    const claim = claimOf("minute", 3);
    door.close();
    const refused = { code: "unavailable", retryAfterSeconds: 1 };
    for (let time = 0; time < 5; time += 1)
      await expect(Promise.resolve(store.claim([claim]))).rejects.toMatchObject(refused);
    door.open();
    await back();
    expect(await store.claim([claim])).toMatchObject({ isTaken: true, standings: [{ used: 1 }] });
  });

  test("a connection that breaks is no outage", async () => {
    const { store, changes } = await instance("refuse");
    const claim = claimOf("minute", 9);
    await store.claim([claim]);
    door.cut();
    expect((await store.claim([claim])).isTaken).toBe(true);
    expect(changes).toEqual([]);
  });

  test("what runs is right when the store is back, whatever began or ended without it", async () => {
    const { store, back } = await instance("count-alone");
    const [first, second, third] = [claimOf("running", 9), claimOf("running", 9), claimOf("running", 9)];
    const { takenAtMs } = await store.claim([first, second]);
    door.close();
    expect(await store.claim([third])).toMatchObject({ isAlone: true });
    // What was counted before still holds here.
    expect(await store.claim([{ ...first, limit: 1 }])).toMatchObject({ isTaken: false, isAlone: true });
    store.adjust([{ ...first, amount: -1, takenAtMs }]);
    door.open();
    await back();
    expect([await usedOf(first), await usedOf(second), await usedOf(third)]).toEqual([0, 1, 1]);
    store.adjust([{ ...third, amount: -1, takenAtMs, isAlone: true }]);
    await expect.poll(() => usedOf(third)).toBe(0);
  });

  test("what was counted alone of a day is added when the store is back, less what was given back", async () => {
    const { store, back } = await instance("count-alone");
    const [day, month, minute] = [claimOf("day", 9), claimOf("month", 9), claimOf("minute", 9)];
    await store.claim([day, month]);
    door.close();
    const { takenAtMs, isAlone } = await store.claim([day, month, minute]);
    await store.claim([day, month]);
    store.adjust([{ ...day, amount: -1, takenAtMs, isAlone }]);
    door.open();
    await back();
    await expect.poll(async () => [await usedOf(day), await usedOf(month)]).toEqual([2, 3]);
    // Given back only now.
    store.adjust([{ ...month, amount: -1, takenAtMs, isAlone }]);
    await expect.poll(() => usedOf(month)).toBe(2);
    store.adjust([{ ...minute, amount: -1, takenAtMs, isAlone }]);
    expect(await usedOf(minute)).toBe(0);
  });
});

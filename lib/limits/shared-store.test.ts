import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { openLedger } from "@/db/client";
import { seededRandom } from "@/lib/core/seeded-random";
import { testDatabase } from "@/lib/testing/database";
import { startRedisServer } from "@/lib/testing/redis-server";
import { startTcpProxy } from "@/lib/testing/tcp-proxy";
import type { Claim, LimitStore } from "./limit-store";
import { openPostgresStore } from "./postgres-store";
import { openRedisStore } from "./redis-store";
import { openSharedStore, type SharedStore, type SharedStoreOptions } from "./shared-store";

const database = await testDatabase();
const redis = await startRedisServer();
const doors = { postgres: await startTcpProxy(database.url), redis: await startTcpProxy(redis.url) };
const behindDoor = openLedger(doors.postgres.url, { max: 4 });
afterAll(async () => {
  await behindDoor.sql.end({ timeout: 1 });
  await Promise.all([doors.postgres.stop(), doors.redis.stop()]);
  await redis.stop();
  await database.end();
});

type Open = (options?: SharedStoreOptions) => SharedStore;

/** On a busy machine an answer takes longer than an instance waits. */
const patient = { patienceMs: 10_000 };

/** An instance, and another whose way to the store has a door. */
const instances: Record<keyof typeof doors, { open: Open; openBehindDoor: Open }> = {
  postgres: {
    open: (options) => openPostgresStore(() => database.sql, { ...patient, ...options }),
    openBehindDoor: (options) => openPostgresStore(() => behindDoor.sql, { ...patient, ...options }),
  },
  redis: {
    open: (options) => openRedisStore(redis.url, { ...patient, ...options }),
    openBehindDoor: (options) => openRedisStore(doors.redis.url, { ...patient, ...options }),
  },
};

const COUNTED = { atMs: 1e12, stood: [{ starts: [1e9], amounts: [1], others: 0 }] };

test("of calls like one that was just refused one is counted for all, and each for itself once there is room", async () => {
  const asked: number[] = [];
  const room = { left: 0 };
  const store = openSharedStore({
    async count({ calls }) {
      asked.push(calls.length);
      return { ...COUNTED, taken: calls.map(() => room.left-- > 0) };
    },
    isBroken: () => false,
  });
  const three = () => Promise.all([1, 2, 3].map(() => store.claim([perMinute("a", 1)])));
  await store.claim([perMinute("a", 1)]);
  expect((await three()).map(({ isTaken }) => isTaken)).toEqual([false, false, false]);
  expect(asked).toEqual([1, 1]);
  room.left = 2;
  expect((await three()).filter(({ isTaken }) => isTaken)).toHaveLength(2);
  expect(asked).toEqual([1, 1, 1, 2]);
});

const newCounter = () => `counter:${randomUUID()}`;
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

async function takenOf(store: LimitStore, claim: Claim): Promise<boolean> {
  return (await store.claim([claim])).isTaken;
}

const isReached = (store: SharedStore) =>
  store.reach().then(
    () => true,
    () => false,
  );

describe.each([
  { kind: "postgres" as const, by: "postgres" },
  { kind: "redis" as const, by: redis.kind },
])("instances that share $kind ($by)", ({ kind }) => {
  const { open, openBehindDoor } = instances[kind];
  const twoStores = (options?: SharedStoreOptions) => [open(options), openBehindDoor(options)] as const;

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

  test("an instance whose clock is 90 seconds off changes nothing, as all go by the store's", async () => {
    const [store] = twoStores();
    const { now: real } = Date;
    const offByMs = -90_000;
    Date.now = () => real() + offByMs;
    try {
      const { takenAtMs } = await store.claim([perMinute(newCounter(), 1)]);
      expect(Math.abs(real() - takenAtMs)).toBeLessThan(5_000);
    } finally {
      Date.now = real;
    }
  });

  test("what one instance has running counts on the other, and ends there within a tenth of a second", async () => {
    const [one, two] = twoStores();
    const tookMs: number[] = [];
    // The machine may be busy with something else, though not each time.
    for (let time = 0; time < 8; time += 1) {
      const claim = running(newCounter(), 1);
      const { takenAtMs } = await one.claim([claim]);
      expect(await takenOf(two, claim)).toBe(false);
      one.adjust([{ ...claim, amount: -1, takenAtMs }]);
      const freedAtMs = performance.now();
      await expect.poll(() => takenOf(two, claim), { interval: 5 }).toBe(true);
      tookMs.push(performance.now() - freedAtMs);
    }
    expect(Math.min(...tookMs)).toBeLessThan(100);
  });

  test("what a killed instance had running counts no more after half a minute, and that of one that lives does", async () => {
    const clock = { ms: 1e12 };
    const options = { nowMs: () => clock.ms };
    const [killed, alive] = [open(options), open(options)];
    const asking = openBehindDoor(options);
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
      for (let batch = 0; batch < 100; batch += 1) {
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
  });

  test("a question whose end nobody heard of leaves nothing running, and the next one puts it right", async () => {
    const store = openBehindDoor({ patienceMs: 500 });
    await expect.poll(() => isReached(store)).toBe(true);
    const counter = newCounter();
    const { takenAtMs } = await store.claim([running(counter, 10, 2)]);
    doors[kind].mute();
    await expect(store.claim([running(counter, 10, 5)])).rejects.toThrow("did not answer");
    const asking = open();
    const usedNow = async () => (await asking.claim([running(counter, 10, 0)])).standings[0]?.used;
    await expect.poll(usedNow).toBe(7);
    doors[kind].open();
    await expect.poll(() => store.reach().then(usedNow, () => "away")).toBe(2);
    store.adjust([{ counter, window: "running", amount: -2, takenAtMs }]);
    await expect.poll(usedNow).toBe(0);
  });

  test("calls that wait for a question that fails fail with it, and wait no second time", async () => {
    const store = openBehindDoor({ patienceMs: 500 });
    await expect.poll(() => isReached(store)).toBe(true);
    doors[kind].freeze();
    const failedAtMs = (answer: Promise<unknown>) =>
      answer.then(
        () => Number.NaN,
        () => performance.now(),
      );
    const first = failedAtMs(store.claim([perMinute(newCounter(), 1)]));
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    const second = failedAtMs(store.claim([perMinute(newCounter(), 1)]));
    expect((await second) - (await first)).toBeLessThan(400);
    doors[kind].open();
    await expect.poll(() => isReached(store)).toBe(true);
  });

  test("a call with a number that is none fails nobody else's", async () => {
    const store = open();
    const counter = newCounter();
    const asked = [Number.NaN, 1, Number.POSITIVE_INFINITY, 1e300].map((amount) =>
      takenOf(store, perMinute(counter, 10, amount)),
    );
    expect(await Promise.all(asked)).toEqual([false, true, false, false]);
  });
});

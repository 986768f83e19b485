import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import type { LimitWindow } from "@/lib/core/rate-limits";
import { seededRandom } from "@/lib/core/seeded-random";
import { testDatabase } from "@/lib/testing/database";
import { startRedisServer } from "@/lib/testing/redis-server";
import type { Adjustment, Claim, LimitStore } from "./limit-store";
import { openMemoryStore } from "./memory-store";
import { openPostgresStore } from "./postgres-store";
import { openRedisStore } from "./redis-store";

const { sql, end } = await testDatabase();
const redis = await startRedisServer();
afterAll(async () => {
  await redis.stop();
  await end();
});

const stores: Record<string, (nowMs: () => number) => LimitStore> = {
  memory: openMemoryStore,
  postgres: (nowMs: () => number) => openPostgresStore(() => sql, { nowMs, patienceMs: 10_000 }),
  [redis.kind]: (nowMs: () => number) => openRedisStore(redis.url, { nowMs, patienceMs: 10_000 }),
};

/** A counter that no other test uses. */
const newCounter = () => `counter:${randomUUID()}`;

describe.each(Object.keys(stores))("counted in %s", (kind) => {
  function storeAt(startMs = 1e12) {
    const clock = { ms: startMs };
    const store = storeOf(kind, () => clock.ms);
    return {
      clock,
      claim: async (...claims: Claim[]) => store.claim(claims),
      adjust: async (...adjustments: Adjustment[]) => store.adjust(adjustments),
    };
  }
  const perMinute = (counter: string, limit: number, amount = 1): Claim =>
    claimOf("minute", counter, limit, amount);

  test("at twice the load no 60 seconds have more than the limit, and over time 95 % of it and more are taken", async () => {
    const random = seededRandom(11);
    const { clock, claim } = storeAt(123_456);
    const counter = newCounter();
    const taken: number[] = [];
    while (clock.ms < 123_456 + 5 * 60_000) {
      clock.ms += random() * 1_000;
      if ((await claim(perMinute(counter, 60))).isTaken) taken.push(clock.ms);
    }
    expect(taken.length).toBeGreaterThanOrEqual(0.95 * 5 * 60);
    for (const [at, ms] of taken.entries())
      expect((taken[at + 60] ?? Number.POSITIVE_INFINITY) - ms).toBeGreaterThan(60_000);
  });

  test("whoever comes back when told to is let in, and not a second earlier", async () => {
    const random = seededRandom(12);
    for (let run = 0; run < 40; run += 1) {
      const { clock, claim } = storeAt(1e9 + random() * 1e6);
      const [counter, limit] = [newCounter(), 1 + Math.floor(random() * 20)];
      let refused = await claim(perMinute(counter, limit));
      while (refused.isTaken) {
        clock.ms += random() * 4_000;
        refused = await claim(perMinute(counter, limit));
      }
      const waitMs = refused.standings[0]?.waitMs ?? 0;
      expect(waitMs).toBeGreaterThan(0);
      clock.ms += waitMs - 1_000;
      if (waitMs > 1_000) expect((await claim(perMinute(counter, limit))).isTaken).toBe(false);
      clock.ms += 1_000;
      expect((await claim(perMinute(counter, limit))).isTaken).toBe(true);
    }
  });

  test("of several limits all are counted or none", async () => {
    const { claim } = storeAt();
    const [account, key] = [newCounter(), newCounter()];
    const both = [perMinute(account, 5), perMinute(key, 2)];
    expect((await claim(...both)).isTaken).toBe(true);
    expect((await claim(...both)).isTaken).toBe(true);
    const { isTaken, standings } = await claim(...both);
    expect(isTaken).toBe(false);
    expect(standings.map(({ used }) => used)).toEqual([2, 2]);
    expect(standings[0]?.waitMs).toBe(0);
    expect(standings[1]?.waitMs).toBeGreaterThan(59_000);
  });

  test.each(["minute", "day", "month", "running"] as const)(
    "a limit of 0 per %s allows none, and what is more than all of a limit is never told to wait",
    async (window) => {
      const { claim } = storeAt();
      const counter = newCounter();
      const refused = { isTaken: false, standings: [{ used: 0, waitMs: null }] };
      expect(await claim(claimOf(window, counter, 0))).toMatchObject(refused);
      expect(await claim(claimOf(window, counter, 10, 11))).toMatchObject(refused);
      expect(await claim(claimOf(window, counter, 10, 1e300))).toMatchObject(refused);
      expect((await claim(claimOf(window, counter, 10, 10))).isTaken).toBe(true);
    },
  );

  test("what was claimed too much is given back where it was counted, and after a minute counts no more", async () => {
    const { clock, claim, adjust } = storeAt(0);
    const counter = newCounter();
    const { takenAtMs } = await claim(perMinute(counter, 100, 90));
    expect((await claim(perMinute(counter, 100, 20))).isTaken).toBe(false);
    clock.ms = 30_000;
    await adjust({ counter, window: "minute", amount: -80, takenAtMs });
    expect((await claim(perMinute(counter, 100, 90))).isTaken).toBe(true);
    clock.ms = 62_000;
    expect((await claim(perMinute(counter, 100, 10))).isTaken).toBe(true);
    clock.ms = 200_000;
    await adjust({ counter, window: "minute", amount: 50, takenAtMs });
    expect((await claim(perMinute(counter, 100, 100))).isTaken).toBe(true);
  });

  test("what runs counts until it is given back, and leaves nothing behind", async () => {
    const { claim, adjust } = storeAt();
    const one = claimOf("running", newCounter(), 2);
    const { takenAtMs } = await claim(one);
    await claim(one);
    expect(await claim(one)).toMatchObject({
      isTaken: false,
      standings: [{ used: 2, waitMs: 1_000, resetMs: 0 }],
    });
    await adjust({ counter: one.counter, window: "running", amount: -1, takenAtMs });
    expect((await claim(one)).isTaken).toBe(true);
  });

  test.each([
    ["day", "2026-02-28T23:59:58.000Z", 2_000, 86_400_000],
    ["day", "2026-06-10T06:00:00.000Z", 18 * 3_600_000, 86_400_000],
    ["month", "2026-02-27T12:00:00.000Z", 36 * 3_600_000, 31 * 86_400_000],
    ["month", "2027-12-31T23:00:00.000Z", 3_600_000, 31 * 86_400_000],
  ] as const)(
    "a %s is that of UTC at %s: it ends, and all of it is there again",
    async (window, at, leftMs, nextMs) => {
      const { clock, claim, adjust } = storeAt(Date.parse(at));
      const one = claimOf(window, newCounter(), 2);
      const first = await claim(one);
      expect(first).toMatchObject({ isTaken: true, standings: [{ used: 1, waitMs: 0, resetMs: leftMs }] });
      await claim(one);
      const full = { isTaken: false, standings: [{ used: 2, waitMs: leftMs, resetMs: leftMs }] };
      expect(await claim(one)).toMatchObject(full);
      await adjust({ ...one, amount: -1, takenAtMs: first.takenAtMs });
      expect((await claim(one)).isTaken).toBe(true);
      clock.ms += leftMs - 1;
      expect((await claim(one)).isTaken).toBe(false);
      clock.ms += 1;
      // What is given back of the one before is none of this one's.
      await adjust({ ...one, amount: -1, takenAtMs: first.takenAtMs });
      expect(await claim(one)).toMatchObject({ isTaken: true, standings: [{ used: 1, resetMs: nextMs }] });
      await claim(one);
      expect((await claim(one)).isTaken).toBe(false);
    },
  );

  test("nothing is claimed to read how a counter stands, at any limit", async () => {
    const { claim } = storeAt();
    const counter = newCounter();
    await claim(perMinute(counter, 2, 2));
    for (let time = 0; time < 3; time += 1)
      expect(await claim(perMinute(counter, 2, 0))).toMatchObject({
        isTaken: true,
        standings: [{ used: 2 }],
      });
  });
});

test("all stores give the same answers to the same calls", async () => {
  const random = seededRandom(13);
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;
  const clock = { ms: Date.parse("2026-01-31T23:58:00.000Z") };
  const all = Object.keys(stores).map((kind) => storeOf(kind, () => clock.ms));
  const windows: LimitWindow[] = ["minute", "day", "month", "running"];
  const names = Array.from({ length: 8 }, (_, at) => ({
    window: windows[at % 4] as LimitWindow,
    counter: newCounter(),
  }));
  const taken: Adjustment[] = [];
  for (let step = 0; step < 600; step += 1) {
    clock.ms += Math.floor(random() * 1_500);
    const chosen = names.filter(() => random() < 0.4);
    const claims = chosen.map((name) => ({
      ...name,
      limit: pick([5, 20, 60]),
      amount: pick([0, 1, 1, 3, 7]),
    }));
    const answers = await Promise.all(all.map(async (store) => store.claim(claims)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    if (answers[0]?.isTaken === true) {
      for (const { amount, ...name } of claims)
        if (amount > 0) taken.push({ ...name, amount: -amount, takenAtMs: clock.ms });
    }
    while (taken.length > 10) {
      const given = taken.splice(Math.floor(random() * taken.length), 1);
      for (const store of all) await store.adjust(given);
    }
  }
});

function storeOf(kind: string, nowMs: () => number): LimitStore {
  const open = stores[kind];
  if (open === undefined) throw new Error(`There is no store ${kind}`);
  return open(nowMs);
}

function claimOf(window: LimitWindow, counter: string, limit: number, amount = 1): Claim {
  return { counter, window, limit, amount };
}

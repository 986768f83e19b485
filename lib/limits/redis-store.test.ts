import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { inspect } from "node:util";
import { createClient } from "@redis/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LimitWindow } from "@/lib/core/rate-limits";
import { DAY_MS } from "@/lib/core/time";
import { type RedisProcess, startRedisProcess } from "@/lib/testing/redis-server";
import type { Claim } from "./limit-store";
import { openRedisStore } from "./redis-store";
import type { SharedStore } from "./shared-store";

const PASSWORD = "a/pass:word@with#signs";

let server: RedisProcess;
beforeAll(async () => {
  server = await startRedisProcess({ password: PASSWORD });
});
afterAll(() => server.stop());

function claimOf(window: LimitWindow, limit: number, amount = 1): Claim {
  return { counter: `counter:${randomUUID()}`, window, limit, amount };
}

/** Asks the server itself. */
async function asked<T>(ask: (client: ReturnType<typeof createClient>) => Promise<T>): Promise<T> {
  const client = await createClient({ url: server.url }).connect();
  try {
    return await ask(client as ReturnType<typeof createClient>);
  } finally {
    client.destroy();
  }
}

const isReached = (store: SharedStore) =>
  store.reach().then(
    () => true,
    () => false,
  );

const leftMsOf = ({ counter }: Claim) => asked((client) => client.pTTL(`layer:{limits}:${counter}`));

test("a server that was restarted counts again at once, though it knows the script no more", async () => {
  const store = openRedisStore(server.url, { patienceMs: 10_000 });
  const claim = claimOf("minute", 2);
  await store.claim([claim]);
  await server.restart();
  expect(await store.claim([claim])).toMatchObject({ isTaken: true, standings: [{ used: 1 }] });
  await asked((client) => client.scriptFlush());
  expect(await store.claim([claim])).toMatchObject({ isTaken: true, standings: [{ used: 2 }] });
  expect(await store.claim([claim])).toMatchObject({ isTaken: false });
});

test("what runs here is told to a server that was restarted", async () => {
  const [store, other] = [
    openRedisStore(server.url, { patienceMs: 10_000 }),
    openRedisStore(server.url, { patienceMs: 10_000 }),
  ];
  const claim = claimOf("running", 9, 3);
  await store.claim([claim]);
  await server.restart();
  await store.reach();
  expect(await other.claim([{ ...claim, amount: 0 }])).toMatchObject({ standings: [{ used: 3 }] });
});

test("a server that hangs is waited for as long as was said, and counts again when it goes on", async () => {
  const store = openRedisStore(server.url, { patienceMs: 200 });
  const claim = claimOf("minute", 9);
  await openRedisStore(server.url, { patienceMs: 10_000 }).claim([claim]);
  await expect.poll(() => isReached(store)).toBe(true);
  server.pause();
  try {
    const beganMs = performance.now();
    for (let time = 0; time < 3; time += 1)
      await expect(store.claim([claim])).rejects.toThrow("Redis did not answer within 200 ms");
    expect(performance.now() - beganMs).toBeLessThan(2_000);
  } finally {
    server.resume();
  }
  const used = () =>
    store.claim([{ ...claim, amount: 0 }]).then(
      ({ standings }) => standings[0]?.used ?? 0,
      () => 0,
    );
  // Of what it was sent while it hung some is counted, as nobody can take it back.
  await expect.poll(used).toBeGreaterThan(0);
  expect(await used()).toBeLessThanOrEqual(4);
});

test("an answer that came while this process was busy is not late", async () => {
  const store = openRedisStore(server.url, { patienceMs: 200 });
  const claim = claimOf("minute", 9);
  await expect.poll(() => isReached(store)).toBe(true);
  const answer = store.claim([claim]);
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  // Sleeps, so that on one core the server has its turn.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
  expect(await answer).toMatchObject({ isTaken: true });
});

test("a server that is not there is not asked by each call", async () => {
  let connections = 0;
  const closed = createServer((socket) => {
    connections += 1;
    socket.resetAndDestroy();
  }).listen(0, "127.0.0.1");
  await once(closed, "listening");
  const { port } = closed.address() as AddressInfo;
  const store = openRedisStore(`redis://127.0.0.1:${port}`);
  for (let time = 0; time < 20; time += 1)
    await expect(store.claim([claimOf("minute", 1)])).rejects.toThrow();
  expect(connections).toBeGreaterThan(0);
  expect(connections).toBeLessThan(4);
  closed.close();
});

test("a password is used and told to nobody, right or wrong", async () => {
  const claim = claimOf("minute", 1);
  const wrong = "another-pass-word-4711";
  const url = new URL(server.url);
  expect(await openRedisStore(server.url, { patienceMs: 10_000 }).claim([claim])).toMatchObject({
    isTaken: true,
  });
  url.password = wrong;
  const refused = await openRedisStore(url.toString())
    .claim([claim])
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Error);
  expect(String(refused)).toMatch(/WRONGPASS|invalid/);
  expect(inspect(refused, { depth: 20, showHidden: true })).not.toContain(wrong);
  url.password = PASSWORD;
  url.port = "1";
  const absent = await openRedisStore(url.toString())
    .claim([claim])
    .catch((error: unknown) => error);
  expect(inspect(absent, { depth: 20, showHidden: true })).toContain("ECONNREFUSED");
  for (const secret of [PASSWORD, encodeURIComponent(PASSWORD)])
    expect(inspect(absent, { depth: 20, showHidden: true })).not.toContain(secret);
});

test.each([
  ["minute", 61_000, 62_000],
  ["day", 86_400_000, 86_460_000],
  ["month", 28 * DAY_MS, 31 * DAY_MS + 60_000],
  ["running", 20_000, 30_000],
] as const)(
  "a counter of a %s goes by itself, but not before it counts no more",
  async (window, least, most) => {
    const from = Date.parse("2026-02-01T00:00:00.000Z");
    const claim = claimOf(window, 5);
    const store = openRedisStore(server.url, { nowMs: () => from, patienceMs: 10_000 });
    const beganMs = performance.now();
    await store.claim([claim]);
    const leftMs = await leftMsOf(claim);
    // Less what the questions took; the server's clock is not ours to the millisecond.
    expect(leftMs).toBeGreaterThan(least - (performance.now() - beganMs) - 100);
    expect(leftMs).toBeLessThanOrEqual(most);
    // What is given back leaves none that stays for ever.
    await store.adjust([{ ...claim, amount: -1, takenAtMs: from }]);
    await expect.poll(() => leftMsOf(claim)).toBe(-2);
  },
);

test("months begin and end as they do in the calendar, leap years and all", async () => {
  const clock = { ms: 0 };
  const store = openRedisStore(server.url, { nowMs: () => clock.ms, patienceMs: 10_000 });
  const claim = claimOf("month", 1);
  for (const year of [1970, 1999, 2000, 2001, 2026, 2027, 2028, 2099, 2100, 2101]) {
    for (let month = 0; month < 12; month += 1) {
      clock.ms = Date.UTC(year, month);
      expect(await store.claim([claim])).toMatchObject({ isTaken: true, standings: [{ used: 1 }] });
      clock.ms = Date.UTC(year, month + 1) - 1;
      expect(await store.claim([claim])).toMatchObject({ isTaken: false, standings: [{ used: 1 }] });
    }
  }
});

test("amounts are counted to the last one, however large", async () => {
  const store = openRedisStore(server.url, { patienceMs: 10_000 });
  const claim = claimOf("month", Number.MAX_SAFE_INTEGER, 4_503_599_627_370_497);
  expect(await store.claim([claim])).toMatchObject({ isTaken: true });
  const rest = { ...claim, amount: 4_503_599_627_370_494 };
  expect(await store.claim([rest])).toMatchObject({ standings: [{ used: Number.MAX_SAFE_INTEGER }] });
  expect(await store.claim([{ ...claim, amount: 1 }])).toMatchObject({ isTaken: false });
});

test("calls that are refused write nothing", async () => {
  const store = openRedisStore(server.url, { patienceMs: 10_000 });
  const claim = claimOf("minute", 2);
  await Promise.all(Array.from({ length: 50 }, () => store.claim([claim])));
  const key = `layer:{limits}:${claim.counter}`;
  await asked((client) => client.persist(key));
  await Promise.all(Array.from({ length: 50 }, () => store.claim([claim])));
  // Whoever writes a counter says how long it stays.
  expect(await leftMsOf(claim)).toBe(-1);
  await asked((client) => client.del(key));
});

import { asc, eq, inArray, sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { openLedger } from "@/db/client";
import { makeKey, makeOwner } from "@/db/factories";
import { makeSpendingLimit } from "@/db/factories-spending";
import { limitInstances } from "@/db/schema/limits";
import { requests } from "@/db/schema/requests";
import { spendingBalances, spendingReservations } from "@/db/schema/spending";
import { newId, type RequestId } from "@/lib/core/ids";
import { HOUR_MS, SECOND_MS } from "@/lib/core/time";
import { recordRequests } from "@/lib/logs/record-requests";
import type { RequestRecord } from "@/lib/logs/request-record";
import { testDatabase } from "@/lib/testing/database";
import { makeRecord } from "@/lib/testing/request-records";
import { releaseSpending } from "./release-spending";
import { openReservationDesk } from "./reservation-desk";

const { db, url, sql: first, end } = await testDatabase();
const second = openLedger(url, { max: 6 });
afterAll(async () => {
  await second.sql.end();
  await end();
});

const CENT = 10_000_000n;

/** Half of the time that the server runs, at most the usual 30 seconds: an instance may be silent for that long. */
async function silence(): Promise<number> {
  const [row] = await first<{ age: number }[]>`
    select (extract(epoch from now() - pg_postmaster_start_time()) * 1000)::float8 as age`;
  return Math.min(30 * SECOND_MS, Math.floor((row?.age ?? 0) / 2));
}

const release = async (given = {}) =>
  releaseSpending(first, { longestCallMs: HOUR_MS, silenceMs: await silence(), ...given });

const desks = [first, second.sql].map((pool) => openReservationDesk(() => pool));

/** An account with a limit of $1,000 and a key with one of $500, whose calls reserve a cent and cost half of it. */
async function makeSpender() {
  const { accountId } = await makeOwner(db);
  const { keyId, secretId } = await makeKey(db, { accountId });
  const { limitId } = await makeSpendingLimit(db, { accountId, amountNanoUsd: 100_000n * CENT });
  const { limitId: ofKey } = await makeSpendingLimit(db, {
    accountId,
    keyId,
    amountNanoUsd: 50_000n * CENT,
  });
  const startedAt = new Date();
  const call = { accountId, keyId, gateId: null, startedAt, worst: CENT, worstOfInstance: CENT };
  const recordOf = (id: RequestId) =>
    makeRecord({ id, accountId, keyId, secretId, startedAt, costNanoUsd: CENT / 2n, network: null });
  return {
    accountId,
    limits: [limitId, ofKey],
    recordOf,
    /** Reserves at one of the instances, or at one that is new. */
    async reserve(count: number, desk = openReservationDesk(() => first)) {
      const ids = Array.from({ length: count }, () => newId<RequestId>());
      const answers = await Promise.all(ids.map((id) => desk.reserve({ ...call, id })));
      expect(answers.every((reached) => reached === null)).toBe(true);
      for (const id of ids) desk.forget(id);
      return ids;
    },
    async balances() {
      const rows = await db
        .select()
        .from(spendingBalances)
        .where(inArray(spendingBalances.limitId, [limitId, ofKey]))
        .orderBy(asc(spendingBalances.limitId));
      return rows.map(({ spentNanoUsd, reservedNanoUsd }) => [spentNanoUsd / CENT, reservedNanoUsd / CENT]);
    },
  };
}

/** Lets the instances that reserved these be gone, or be seen this moment. */
async function setSeen(ids: RequestId[], at: "gone" | "live"): Promise<void> {
  const seenAt = at === "gone" ? sql`now() - interval '31 seconds'` : sql`now()`;
  const instances = db
    .selectDistinct({ id: spendingReservations.instanceId })
    .from(spendingReservations)
    .where(inArray(spendingReservations.requestId, ids));
  await db.update(limitInstances).set({ seenAt }).where(inArray(limitInstances.id, instances));
}

test("what an instance that is gone reserved is given back, what a live one reserved never", async () => {
  const [gone, live] = [await makeSpender(), await makeSpender()];
  const lost = await gone.reserve(50);
  const held = await live.reserve(3);
  await setSeen(lost, "gone");
  await setSeen(held, "live");
  expect(await gone.balances()).toEqual([
    [0n, 50n],
    [0n, 50n],
  ]);
  expect(await release()).toBe(100);
  expect(await release()).toBe(0);
  expect(await gone.balances()).toEqual([
    [0n, 0n],
    [0n, 0n],
  ]);
  expect(await live.balances()).toEqual([
    [0n, 3n],
    [0n, 3n],
  ]);
});

test("an instance nobody has seen yet is waited for after a start of the server, and no call for longer than one takes", async () => {
  const { reserve, balances } = await makeSpender();
  const ids = await reserve(2);
  await setSeen(ids, "gone");
  expect(await release({ silenceMs: 24 * 365 * HOUR_MS })).toBe(0);
  await setSeen(ids, "live");
  await db
    .update(spendingReservations)
    .set({ reservedAt: sql`now() - interval '61 minutes'` })
    .where(inArray(spendingReservations.requestId, ids.slice(0, 1)));
  expect(await release()).toBe(2);
  expect(await balances()).toEqual([
    [0n, 1n],
    [0n, 1n],
  ]);
});

test("of a call that is recorded while it is given back, reserved and spent are counted once", async () => {
  const spender = await makeSpender();
  let recorded = 0;
  for (let round = 0; round < 40; round += 1) {
    const ids = await spender.reserve(12);
    await setSeen(ids, "gone");
    const silenceMs = await silence();
    await Promise.all([
      recordRequests(second.sql, ids.slice(0, 8).map(spender.recordOf)),
      releaseSpending(first, { longestCallMs: HOUR_MS, silenceMs }),
      recordRequests(second.sql, ids.slice(4, 10).map(spender.recordOf)),
      releaseSpending(second.sql, { longestCallMs: HOUR_MS, silenceMs }),
    ]);
    await release();
    recorded += 10;
    expect(await spender.balances()).toEqual([
      [BigInt(recorded) / 2n, 0n],
      [BigInt(recorded) / 2n, 0n],
    ]);
  }
});

test("reserving, recording and giving back go on beside each other, and the sums agree at every moment", async () => {
  const spenders = await Promise.all(Array.from({ length: 4 }, () => makeSpender()));
  const waiting: RequestRecord[] = [];
  const given = spenders.map(() => 0);
  let isOver = false;
  // Batches are of several accounts, in any order, and some of them come twice.
  const work = [...spenders, ...spenders].map(async (spender, nth) => {
    while ((given[nth % 4] ?? 0) < 800) {
      const ids = await spender.reserve(20, desks[nth % 2]);
      given[nth % 4] = (given[nth % 4] ?? 0) + ids.length;
      waiting.push(...ids.map(spender.recordOf));
      const batch = waiting.toSorted(() => Math.random() - 0.5);
      waiting.length = 0;
      await Promise.all([recordRequests(first, batch), recordRequests(second.sql, batch.slice(10))]);
    }
  });
  const looks = [first, second.sql].map(async (pool) => {
    while (!isOver) {
      // All there is, as if no call took longer.
      await releaseSpending(pool, { longestCallMs: 0 });
      expect(await untrueSums()).toEqual([]);
    }
  });
  await Promise.all(work).finally(() => (isOver = true));
  await Promise.all(looks);
  // A desk tries again what ran into a deadlock, and nobody would notice.
  const noted = sql`select deadlocks::int from pg_stat_database where datname = current_database()`;
  expect(await db.execute(noted)).toMatchObject([{ deadlocks: 0 }]);
  for (const [nth, spender] of spenders.entries()) {
    const spent = [BigInt(given[nth] ?? 0) / 2n, 0n];
    expect(await db.$count(requests, eq(requests.accountId, spender.accountId))).toBe(given[nth]);
    expect(await spender.balances()).toEqual([spent, spent]);
  }
});

/** Balances whose reserved amount is not that of their reservations. */
async function untrueSums() {
  return db.execute(sql`
    select limit_id, period_start, reserved_nano_usd, held.amount
    from spending_balances
    full join (
      select limit_id, period_start, sum(amount_nano_usd) as amount from spending_reservations group by 1, 2
    ) held using (limit_id, period_start)
    where coalesce(reserved_nano_usd, 0) <> coalesce(held.amount, 0)`);
}

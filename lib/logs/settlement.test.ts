import { eq, inArray } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { openLedger } from "@/db/client";
import { requests } from "@/db/schema/requests";
import { type AccountId, type KeyId, newId, type RequestId } from "@/lib/core/ids";
import { testDatabase } from "@/lib/testing/database";
import { makeRecord } from "@/lib/testing/request-records";
import { startTcpProxy, type TcpProxy } from "@/lib/testing/tcp-proxy";
import type { RequestRecord } from "./request-record";
import { openSettlementDesk, type SettlementDesk } from "./settlement";

const { db, sql, url, end } = await testDatabase();
afterAll(end);

let lost: Array<{ record: RequestRecord; reason: unknown }> = [];
const onLost = (record: RequestRecord, reason: unknown) => void lost.push({ record, reason });
beforeEach(() => {
  lost = [];
});

const writtenIds = async (records: RequestRecord[]) => {
  const ids = records.map(({ id }) => id);
  const rows = await db.select({ id: requests.id }).from(requests).where(inArray(requests.id, ids));
  return rows.map(({ id }) => id).sort();
};
const idsOf = (records: RequestRecord[]) => records.map(({ id }) => id).sort();
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => "settled",
    (error: unknown) => error,
  );
/** A record that Postgres refuses: its JSON cannot hold a NUL. */
const unwritable = () =>
  makeRecord({
    attempts: [
      { provider: "\0", model: "m", status: 200, latencyMs: 1, providerRequestId: null, error: null },
    ],
  });

test("a request is in the ledger before its caller goes on", async () => {
  const desk = openSettlementDesk(() => sql, { onLost });
  const record = makeRecord();
  await desk.settle(record);
  expect(await writtenIds([record])).toEqual([record.id]);
});

test("thousands that end at once are all written, each once", async () => {
  const desk = openSettlementDesk(() => sql, { onLost });
  const accountId = newId<AccountId>();
  const records = Array.from({ length: 2_500 }, () => makeRecord({ accountId }));
  await Promise.all(records.map((record) => desk.settle(record)));
  const [counted] = await sql`select count(*) as rows from requests where account_id = ${accountId}`;
  const [summed] =
    await sql`select sum(requests)::int as rows from usage_hourly where account_id = ${accountId}`;
  expect([counted?.rows, summed?.rows]).toEqual([2_500n, 2_500]);
});

test("a record that the database refuses does not take its neighbours with it", async () => {
  const desk = openSettlementDesk(() => sql, { onLost });
  const [before, bad, between, worse, after] = [
    makeRecord(),
    unwritable(),
    makeRecord(),
    unwritable(),
    makeRecord(),
  ];
  const told = await Promise.all(
    [before, bad, between, worse, after].map((record) => failure(desk.settle(record))),
  );
  expect(told.map((outcome) => outcome === "settled")).toEqual([true, false, true, false, true]);
  expect(await writtenIds([before, bad, between, worse, after])).toEqual(idsOf([before, between, after]));
  expect(lost.map(({ record }) => record)).toEqual([bad, worse]);
  expect(await desk.drain(1_000)).toBe(0);
});

test("a served request does not wait for the rows of refused ones", async () => {
  const desk = openSettlementDesk(() => sql, { onLost });
  const refused = makeRecord({ status: 402, errorCode: "spending_limit_exceeded", costNanoUsd: 0n });
  const attempt = {
    provider: "openai",
    model: "m",
    status: 200,
    latencyMs: 1,
    providerRequestId: null,
    error: null,
  };
  const served = makeRecord({ attempts: [attempt] });
  await desk.settle(refused);
  const again = { ...refused, id: newId<RequestId>() };
  let settled = Promise.resolve();
  await sql.begin(async (tx) => {
    await tx`select from usage_hourly where key_id = ${refused.keyId} for update`;
    settled = desk.settle(again);
    await desk.settle(served);
    expect(await writtenIds([served, again])).toEqual([served.id]);
  });
  await settled;
  expect(await writtenIds([served, again])).toEqual(idsOf([served, again]));
});

describe("while the database is away", () => {
  let proxy: TcpProxy;
  let proxied: ReturnType<typeof openLedger>;
  let desk: SettlementDesk;
  beforeEach(async () => {
    proxy = await startTcpProxy(url);
    proxied = openLedger(proxy.url, { max: 3 });
    desk = openSettlementDesk(() => proxied.sql, { onLost, patienceMs: 300 });
    // On a busy machine a connection takes longer to open than a caller waits.
    await eventually(() => desk.settle(makeRecord()));
  });
  afterEach(async () => {
    await proxied.sql.end({ timeout: 0 });
    await proxy.stop();
  });

  test.each([
    ["refuses connections", () => proxy.close()],
    ["answers nothing", () => proxy.freeze()],
    ["does what it is asked but its answers are lost", () => proxy.mute()],
  ])(
    "and %s: callers are told unavailable, and each record is there exactly once after the return",
    async (_how, fail) => {
      const accountId = newId<AccountId>();
      const records = Array.from({ length: 20 }, () => makeRecord({ accountId }));
      fail();
      const told = await Promise.all(records.map((record) => failure(desk.settle(record))));
      for (const outcome of told) {
        expect(outcome).toMatchObject({ code: "unavailable", status: 503, retryAfterSeconds: 1 });
      }
      proxy.open();
      const late = makeRecord({ accountId });
      await eventually(() => desk.settle(late));
      expect(await desk.drain(10_000)).toBe(0);
      expect(await writtenIds([...records, late])).toEqual(idsOf([...records, late]));
      const [summed] =
        await sql`select sum(requests)::int as rows from usage_hourly where account_id = ${accountId}`;
      expect(summed?.rows).toBe(21);
      expect(lost).toEqual([]);
    },
  );

  test("a row says what its client was told when the answer could not be given, and keeps what was used", async () => {
    const record = makeRecord({ status: 200, costNanoUsd: 1_500n });
    proxy.close();
    await failure(desk.settle(record));
    proxy.open();
    expect(await desk.drain(10_000)).toBe(0);
    const [row] = await db.select().from(requests).where(eq(requests.id, record.id));
    expect(row).toMatchObject({ status: 503, errorCode: "unavailable", costNanoUsd: 1_500n });
  });

  test("of an answer that had begun the row keeps its status, and of a client that had left everything", async () => {
    const begun = makeRecord({ streamed: true });
    const left = makeRecord({ status: 499, errorCode: "client_closed", errorMessage: "It left." });
    proxy.close();
    await Promise.all([failure(desk.settle(begun, true)), failure(desk.settle(left, true))]);
    proxy.open();
    expect(await desk.drain(10_000)).toBe(0);
    const [began] = await db.select().from(requests).where(eq(requests.id, begun.id));
    expect(began).toMatchObject({ status: 200, errorCode: "unavailable" });
    const [gone] = await db.select().from(requests).where(eq(requests.id, left.id));
    expect(gone).toMatchObject({ status: 499, errorCode: "client_closed", errorMessage: "It left." });
  });

  test("a break shorter than the patience is noticed by nobody", async () => {
    const patient = openSettlementDesk(() => proxied.sql, { onLost });
    const record = makeRecord();
    proxy.close();
    const settled = patient.settle(record);
    await failure(proxied.sql`select 1`);
    proxy.open();
    await settled;
    expect(await writtenIds([record])).toEqual([record.id]);
  });

  test("a refused record among good ones is still the only one lost when the database goes in between", async () => {
    const [bad, good] = [unwritable(), makeRecord()];
    proxy.close();
    const told = Promise.all([bad, good].map((record) => failure(desk.settle(record))));
    expect(await told).toMatchObject([{ code: "unavailable" }, { code: "unavailable" }]);
    proxy.open();
    expect(await desk.drain(10_000)).toBe(0);
    expect(await writtenIds([bad, good])).toEqual([good.id]);
    expect(lost.map(({ record }) => record.id)).toEqual([bad.id]);
  });

  test.each([
    ["refuses connections", () => proxy.close()],
    ["answers nothing", () => proxy.freeze()],
  ])(
    "and %s: draining tells how many records are left when the time is over, and none is given up",
    async (_how, fail) => {
      const records = [makeRecord(), makeRecord(), makeRecord()];
      fail();
      const told = Promise.all(records.map((record) => failure(desk.settle(record))));
      expect(await desk.drain(100)).toBe(3);
      await told;
      proxy.open();
      expect(await desk.drain(10_000)).toBe(0);
      expect(await writtenIds(records)).toEqual(idsOf(records));
    },
  );
});

test("what must not be written twice is not, when two processes settle the same record", async () => {
  const record = makeRecord();
  const desks = [openSettlementDesk(() => sql, { onLost }), openSettlementDesk(() => sql, { onLost })];
  await Promise.all(desks.map((desk) => desk.settle(record)));
  expect(await db.select().from(requests).where(eq(requests.id, record.id))).toHaveLength(1);
  const [summed] =
    await sql`select sum(requests)::int as rows from usage_hourly where account_id = ${record.accountId}`;
  expect(summed?.rows).toBe(1);
});

test("while backends are terminated at random, two instances record calls of the same keys once, and nobody is told more than to wait", async () => {
  const pools = [0, 1].map(() => openLedger(url, { max: 3, applicationName: "layer-terminated" }));
  const desks = pools.map((pool) => openSettlementDesk(() => pool.sql, { onLost }));
  const accountId = newId<AccountId>();
  const keys = Array.from({ length: 50 }, () => newId<KeyId>());
  let terminated = 0;
  let isOver = false;
  const terminating = (async () => {
    while (!isOver) {
      // Those that have recorded something; the last words of a connection that just opens are the driver's.
      const gone = await sql`
        select pg_terminate_backend(pid), pg_sleep(0.4) from pg_stat_activity
        where datname = current_database() and application_name = 'layer-terminated'
          and query like '%json_to_recordset%' order by random() limit 1`;
      terminated += gone.length;
    }
  })();
  const records: RequestRecord[] = [];
  for (let round = 0; round < 10 || terminated < 3; round++) {
    const outcomes = desks.flatMap((desk, place) =>
      // The same cells, in opposite orders.
      (place === 0 ? keys : keys.toReversed()).map((keyId) => {
        const record = makeRecord({ accountId, keyId });
        records.push(record);
        return failure(desk.settle(record));
      }),
    );
    for (const outcome of await Promise.all(outcomes)) {
      if (outcome !== "settled") expect(outcome).toMatchObject({ code: "unavailable" });
    }
  }
  isOver = true;
  await terminating;
  for (const desk of desks) expect(await desk.drain(15_000)).toBe(0);
  expect(lost).toEqual([]);
  const [rows] = await sql`
    select count(*)::int as rows, sum(input_tokens)::int as input, sum(cost_nano_usd)::bigint as cost
    from requests where account_id = ${accountId}`;
  const [sums] = await sql`
    select sum(requests)::int as rows, sum(input_tokens)::int as input, sum(cost_nano_usd)::bigint as cost
    from usage_hourly where account_id = ${accountId}`;
  expect(rows?.rows).toBe(records.length);
  expect(sums).toEqual(rows);
  await Promise.all(pools.map((pool) => pool.sql.end({ timeout: 1 })));
});

async function eventually(run: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    const outcome = await failure(run());
    if (outcome === "settled") return;
    if (tries === 10) throw outcome;
  }
}

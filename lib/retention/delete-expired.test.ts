import { afterAll, expect, test } from "vitest";
import { openLedger } from "@/db/client";
import { makeGate, makeKey, makeOwner } from "@/db/factories";
import { type GivenRequest, makeRequests } from "@/db/factories-requests";
import { makeSpendingLimit } from "@/db/factories-spending";
import { ensurePartitions } from "@/db/partitions";
import { type BookingId, newId, type SpendingLimitId } from "@/lib/core/ids";
import type { LimitOverrides } from "@/lib/core/rate-limits";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import { bookPrice } from "@/lib/corrections/book-price";
import { lockCorrections, writeCorrections } from "@/lib/corrections/write-corrections";
import { damageReport } from "@/lib/keys/leak/damage-report";
import { previewScope } from "@/lib/keys/scope/scope-preview";
import { logHistogram } from "@/lib/logs/log-histogram";
import { logTotal } from "@/lib/logs/log-total";
import { setAccountLimits } from "@/lib/plans/set-account-limits";
import { updatePlan } from "@/lib/plans/update-plan";
import { setPrice } from "@/lib/prices/set-price";
import { squareSpending } from "@/lib/spending/square-spending";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { exploreUsage } from "@/lib/usage/explore/explore-usage";
import { foldUsage } from "@/lib/usage/rollups/fold-usage";
import { addUpUsage } from "@/lib/usage/usage-spans";
import { deleteBatch } from "./delete-batch";
import { deleteExpired } from "./delete-expired";
import { dropExpired } from "./drop-expired";
import { estimateLog } from "./estimate-log";

const { db, sql, url, end } = await testDatabase();
const second = openLedger(url, { max: 4 });
afterAll(async () => {
  await second.sql.end();
  await end();
});

const at = (text: string) => new Date(text);
const FOR_EVER = 0;
const DAYS = 12;

async function newAccount(limits: LimitOverrides | null, plan: "free" | "starter" | "custom" = "custom") {
  const { accountId } = await makeOwner(db, { plan, limits });
  const { gateId } = await makeGate(db, { accountId, name: "own", isDefault: false });
  const { keyId, secretId } = await makeKey(db, { accountId });
  const ctx = testContext(db, accountId);
  return { accountId, keyId, secretId, gateId, ctx };
}
type Account = Awaited<ReturnType<typeof newAccount>>;

/** Calls with what was asked, and a correction each. */
async function call(account: Account, rows: GivenRequest[]) {
  const ids = await makeRequests(db, account, rows);
  await sql`
    insert into request_payloads (request_id, account_id, request, request_bytes, response_bytes, redactions, expires_at)
    select id, ${account.accountId}, 'x', 1, 0, 0, 'infinity' from unnest(${ids}::uuid[]) id`;
  await sql`
    insert into cost_corrections (request_id, account_id, booking_id, delta_nano_usd, price_version, created_at)
    select id, ${account.accountId}, gen_random_uuid(), 0, 'v', now() from unnest(${ids}::uuid[]) id`;
  return ids;
}

async function left({ accountId }: Account) {
  const [row] = await sql<Record<"rows" | "payloads" | "corrections" | "booked", number>[]>`
    select (select count(*)::int from requests where account_id = ${accountId}) as rows,
      (select count(*)::int from request_payloads where account_id = ${accountId}) as payloads,
      (select count(*)::int from cost_corrections where account_id = ${accountId}) as corrections,
      (select sum(requests)::int from usage_hourly where account_id = ${accountId}) as booked`;
  return row;
}

async function noted({ accountId }: Account) {
  const [row] = await sql<{ kept_from: Date; dropped: bigint }[]>`
    select kept_from, dropped from account_retention where account_id = ${accountId}`;
  return row === undefined ? null : [row.kept_from.toISOString(), Number(row.dropped)];
}

const hours = (first: string, count: number, more: GivenRequest = {}) =>
  Array.from({ length: count }, (_, hour) => ({
    startedAt: new Date(at(first).getTime() + hour * HOUR_MS),
    ...more,
  }));

test("of two accounts with different plans in one month each loses its own old rows, to the millisecond of an hour", async () => {
  await ensurePartitions(sql, { from: at("2024-05-01T00:00:00Z"), months: 2 });
  const [free, starter, kept] = [
    await newAccount(null, "free"),
    await newAccount({ logDays: 31 }, "starter"),
    await newAccount(null),
  ];
  const edges = [
    "2024-05-31T11:59:59.999Z",
    "2024-05-31T12:00:00.000Z",
    "2024-05-30T11:59:59.999Z",
    "2024-05-30T12:00:00.000Z",
  ];
  for (const account of [free, starter, kept])
    await call(
      account,
      edges.map((text) => ({ startedAt: at(text) })),
    );

  const now = at("2024-06-30T12:45:00Z");
  const deleted = await deleteExpired(sql, FOR_EVER, now);
  expect(deleted).toHaveLength(2);
  expect(deleted).toEqual(
    expect.arrayContaining([
      { accountId: free.accountId, rows: 3 },
      { accountId: starter.accountId, rows: 1 },
    ]),
  );
  expect(await left(free)).toEqual({ rows: 1, payloads: 1, corrections: 1, booked: 4 });
  expect(await left(starter)).toEqual({ rows: 3, payloads: 3, corrections: 3, booked: 4 });
  expect(await left(kept)).toEqual({ rows: 4, payloads: 4, corrections: 4, booked: 4 });
  expect(await noted(free)).toEqual(["2024-05-31T12:00:00.000Z", 3]);
  expect(await noted(starter)).toEqual(["2024-05-30T12:00:00.000Z", 1]);
  expect(await noted(kept)).toBeNull();
  expect(await deleteExpired(sql, FOR_EVER, now)).toEqual([]);
});

test("an instance that keeps logs as short as a plan, or shorter, leaves them to its months", async () => {
  const account = await newAccount({ logDays: 30 });
  await call(account, hours("2024-05-01T00:00:00Z", 2));
  for (const instanceDays of [30, 7]) {
    await deleteExpired(sql, instanceDays, at("2024-07-15T00:00:00Z"));
    expect(await left(account)).toMatchObject({ rows: 2 });
  }
  await deleteExpired(sql, 31, at("2024-07-15T00:00:00Z"));
  expect(await left(account)).toMatchObject({ rows: 0, booked: 2 });
});

test("charts, totals, reports and estimates keep every sum, and say of each account what of its rows has expired", async () => {
  const [short, long] = [await newAccount({ logDays: 4 }), await newAccount({ logDays: 8 })];
  const span = { from: at("2024-05-01T00:00:00Z"), to: at("2024-05-13T00:00:00Z") };
  const query = {
    ...span,
    zone: "Asia/Kolkata",
    grain: "day",
    group: "model",
    metric: "spend",
    filter: {},
    top: 5,
  } as const;
  for (const account of [short, long]) {
    account.ctx.clock.at = at("2024-05-13T00:00:00Z");
    await call(account, hours("2024-05-01T00:30:00Z", DAYS * 24, { latencyMs: 500 }));
    await exploreUsage(account.ctx, query);
  }
  await foldUsage(db);
  await foldUsage(db);
  const before = [await exploreUsage(short.ctx, query), await exploreUsage(long.ctx, query)];
  await deleteExpired(sql, FOR_EVER, at("2024-05-13T00:00:00Z"), { batch: 50 });

  // Hours that are written to late are folded anew.
  await sql`insert into usage_late_hours (account_id, hour) select account_id, hour from usage_hourly where account_id = ${short.accountId}`;
  await foldUsage(db);
  await addUpUsage(db, at("2024-05-13T00:00:00Z"), 0);
  for (const [place, [account, expired]] of (
    [
      [short, 8 * 24],
      [long, 4 * 24],
    ] as const
  ).entries()) {
    expect(await exploreUsage(account.ctx, query)).toEqual({ ...before[place], expired });
    const rows = DAYS * 24 - expired;
    expect(await logTotal(account.ctx, span)).toMatchObject({ requests: rows, expired });
    const { bars } = await logHistogram(account.ctx, span, "UTC");
    expect(bars.reduce((sum, bar) => sum + bar.success, 0)).toBe(rows);
    expect((await estimateLog(account.ctx)).requests).toBe(rows);
    expect(await damageReport(account.ctx, { keyId: account.keyId, since: span.from })).toMatchObject({
      expired: { calls: expired },
      total: { calls: rows },
    });
    // What a scope would have made of calls is said of those that are there.
    const preview = await previewScope(account.ctx, { keyId: account.keyId, scope: null, ...span });
    expect(preview).toMatchObject({
      from: new Date(span.from.getTime() + expired * HOUR_MS),
      requests: rows,
    });
  }
});

test("a run that fails between two batches has noted what is gone, and the next run goes on", async () => {
  const account = await newAccount({ logDays: 1 });
  const { accountId, ctx } = account;
  await call(account, hours("2024-05-01T00:30:00Z", 48));
  const span = { from: at("2024-05-01T00:00:00Z"), to: at("2024-05-03T00:00:00Z") };
  ctx.clock.at = span.to;
  await sql.unsafe(`
    create function fail() returns trigger language plpgsql as $$ begin raise exception 'the power went'; end $$;
    create trigger fail before update on account_retention for each row when (new.dropped > 14) execute function fail()`);
  await expect(deleteExpired(sql, FOR_EVER, span.to, { batch: 7 })).rejects.toThrow("the power went");
  expect(await noted(account)).toEqual(["2024-05-01T14:00:00.000Z", 14]);
  expect(await left(account)).toEqual({ rows: 34, payloads: 34, corrections: 34, booked: 48 });
  expect(await logTotal(ctx, span)).toMatchObject({ requests: 34, expired: 14 });
  await sql.unsafe("drop trigger fail on account_retention");
  expect(await deleteExpired(sql, FOR_EVER, span.to, { batch: 7 })).toContainEqual({ accountId, rows: 10 });
  expect(await logTotal(ctx, span)).toMatchObject({ requests: 24, expired: 24 });
  expect(await noted(account)).toEqual(["2024-05-02T00:00:00.000Z", 24]);
});

test("two runs at once delete and count each row once", async () => {
  const account = await newAccount({ logDays: 5 });
  await call(account, hours("2024-04-01T00:00:00Z", 300));
  const now = at("2024-05-01T00:00:00Z");
  const runs = await Promise.all(
    [sql, second.sql].map((client) => deleteExpired(client, FOR_EVER, now, { batch: 11 })),
  );
  const own = runs.flat().filter(({ accountId }) => accountId === account.accountId);
  expect(own.reduce((sum, { rows }) => sum + rows, 0)).toBe(300);
  expect(await noted(account)).toEqual(["2024-04-26T00:00:00.000Z", 300]);
});

test("a deletion that comes into the midst of a booking waits, so that the sums hold what was booked", async () => {
  const account = await newAccount({ logDays: 2 });
  const { accountId } = account;
  const startedAt = at("2024-05-01T00:00:00Z");
  const [id] = await makeRequests(db, account, [{ startedAt, costNanoUsd: null, settlement: "unpriced" }]);
  if (id === undefined) throw new Error("There is no request");
  const now = at("2024-05-13T00:00:00Z");
  const run = { instanceDays: FOR_EVER, now, batch: 10 };
  const waiting = async () => {
    const [row] = await db.execute<{ count: number }>(`
      select count(*)::int as count from pg_locks join pg_database on pg_database.oid = pg_locks.database
      where datname = current_database() and locktype = 'advisory' and not granted`);
    return row?.count;
  };
  const deletion = await second.db.transaction(async (tx) => {
    await lockCorrections(tx, accountId);
    const begun = sql.begin((other) => deleteBatch(other, accountId, run));
    await expect.poll(waiting).toBe(1);
    expect(await left(account)).toMatchObject({ rows: 1 });
    const booking = { id: newId<BookingId>(), accountId, priceVersion: "v", at: now };
    await writeCorrections(tx, booking, [{ id, deltaNanoUsd: 7n, isNew: true }]);
    return { begun };
  });
  expect(await deletion.begun).toBe(1);
  expect(await left(account)).toMatchObject({ rows: 0, corrections: 0, booked: 1 });
  const sums = await sql`
    select unpriced::int, cost_nano_usd::int as cost from usage_hourly where account_id = ${accountId} order by 2`;
  expect(sums).toEqual([{ unpriced: 0, cost: 7 }]);
});

test("a plan that is lowered takes rows, one that is raised keeps what is left and brings nothing back", async () => {
  const operator = await makeOwner(db, { createdAt: at("1999-01-01T00:00:00Z") });
  const asOperator = testContext(db, operator.accountId, { kind: "user", userId: operator.userId });
  const account = await newAccount(null, "starter");
  await call(account, hours("2024-05-01T00:00:00Z", 240));
  const now = at("2024-05-11T00:00:00Z");
  await deleteExpired(sql, FOR_EVER, now);
  expect(await left(account)).toMatchObject({ rows: 240 });

  await updatePlan(asOperator, { plan: "starter", limits: { logDays: 5 } });
  // A batch is one row, so that the plan is raised in the midst of it.
  const running = deleteExpired(sql, FOR_EVER, now, { batch: 1 });
  await updatePlan(asOperator, { plan: "starter", limits: { logDays: 90 } });
  const saved = await left(account);
  await running;
  expect(await left(account)).toEqual(saved);
  expect(saved?.rows).toBeGreaterThan(120);

  const { accountId } = account;
  await setAccountLimits(asOperator, { accountId, limits: { logDays: 2 } });
  await deleteExpired(sql, FOR_EVER, now);
  expect(await left(account)).toMatchObject({ rows: 48 });
  await setAccountLimits(asOperator, { accountId, limits: null });
  await deleteExpired(sql, FOR_EVER, now);
  expect(await left(account)).toMatchObject({ rows: 48, booked: 240 });
  expect(await noted(account)).toEqual(["2024-05-09T00:00:00.000Z", 240 - 48]);
  const trail = await sql`
    select before->'logDays' as before, after->'logDays' as after from audit_entries
    where account_id in (${accountId}, ${operator.accountId}) order by at, sequence`;
  expect(trail.map(({ before, after }) => [before, after])).toEqual([
    [90, 5],
    [5, 90],
    ["plan", 2],
    [2, "plan"],
  ]);
});

test("what is spent of a limit stays when its rows expire, in the midst of an hour too, and prices are booked for rows that are there", async () => {
  const account = await newAccount({ logDays: 2 });
  const { accountId, ctx } = account;
  const now = new Date();
  const unpriced = {
    provider: "acme",
    modelUsed: "acme/m1",
    costNanoUsd: null,
    settlement: "unpriced",
  } as const;
  const ago = (days: number, minutes = 0) => new Date(now.getTime() - days * DAY_MS - minutes * MINUTE_MS);
  const many = Array.from({ length: 200 }, (_, n) => ({
    startedAt: ago(1.8, n * 7),
    costNanoUsd: BigInt(n + 1),
  }));
  await makeRequests(db, account, [
    ...many,
    { startedAt: ago(3), ...unpriced },
    { startedAt: ago(1), ...unpriced },
  ]);
  const limits: SpendingLimitId[] = [];
  for (const [period, minutes] of [
    ["rolling_30_days", 0],
    ["monthly", 17],
    ["weekly", 31],
    ["daily", 0],
  ] as const) {
    const countsFrom = minutes === 0 ? null : ago(2, minutes);
    limits.push(
      (await makeSpendingLimit(db, { accountId, period, zone: "Asia/Kathmandu", countsFrom })).limitId,
    );
  }
  await squareSpending(db, limits);
  const spent = () => sql`
    select limit_id, sum(spent_nano_usd)::text as spent from spending_balances where limit_id = any(${limits}::uuid[]) group by 1 order by 1`;
  const before = [...(await spent())];
  // Weeks and months hold them too, unless they have just begun.
  expect(before[0]?.limit_id).toBe(limits[0]);
  const span = { from: ago(30), to: now };
  const query = { ...span, zone: "UTC", grain: "none", metric: "spend", filter: {}, top: 1 } as const;
  const { total } = await exploreUsage(ctx, query);

  await deleteExpired(sql, FOR_EVER, now);
  expect((await left(account))?.rows).toBeLessThan(202);
  await squareSpending(db, limits);
  expect([...(await spent())]).toEqual(before);

  const { id: priceId } = await setPrice(ctx, {
    provider: "acme",
    model: "m1",
    effectiveFrom: ago(20).toISOString(),
    inputUsdPerMillion: "1",
    outputUsdPerMillion: "2",
  });
  expect(await bookPrice(ctx, { priceId })).toMatchObject({ booked: 1, isFinished: true });
  const after = await exploreUsage(ctx, query);
  expect(after.total).toMatchObject({ requests: 202, unpriced: total.unpriced - 1 });
  expect(after.total.costNanoUsd).toBeGreaterThan(total.costNanoUsd);
});

test("a month goes whole once the plans of all accounts keep none of it, and not before", async () => {
  await sql`update accounts set plan = 'custom', limits = '{"logDays": 1}'`;
  await ensurePartitions(sql, { from: at("2023-01-01T00:00:00Z"), months: 2 });
  const [last, other] = [await newAccount(null), await newAccount({ logDays: 10 })];
  await makeRequests(db, last, hours("2023-01-31T00:00:00Z", 24));
  await makeRequests(db, other, hours("2023-01-31T00:00:00Z", 24));
  const days = { requests: 0, payloads: 0 };
  const now = at("2023-03-01T00:00:00Z");
  expect(await dropExpired(sql, days, now)).toEqual([]);
  await sql`update accounts set limits = '{"logDays": 29}' where id = ${last.accountId}`;
  expect(await dropExpired(sql, days, now)).toEqual([]);
  await sql`update accounts set limits = '{"logDays": 28}' where id = ${last.accountId}`;
  expect(await dropExpired(sql, days, now)).toContainEqual({
    kind: "requests",
    from: "requests_2023_01",
    rows: 48,
  });
  expect(await left(other)).toMatchObject({ rows: 0, booked: 24 });
});

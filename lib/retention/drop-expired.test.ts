import { afterAll, expect, test } from "vitest";
import { openLedger } from "@/db/client";
import { makeKey, makeOwner } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { currentPartitions, ensurePartitions } from "@/db/partitions";
import { newId } from "@/lib/core/ids";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { damageReport } from "@/lib/keys/leak/damage-report";
import { getKey } from "@/lib/keys/queries";
import { logTotal } from "@/lib/logs/log-total";
import { evidenceOfUse } from "@/lib/logs/queries";
import { recordRequests } from "@/lib/logs/record-requests";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { makeRecord } from "@/lib/testing/request-records";
import { exploreUsage } from "@/lib/usage/explore/explore-usage";
import { dropExpired } from "./drop-expired";
import { listRetention } from "./queries";
import { keptFrom } from "./retention-plan";

const { db, sql, url, end } = await testDatabase();
const second = openLedger(url, { max: 4 });
afterAll(async () => {
  await second.sql.end();
  await end();
});

const FOR_EVER = { requests: 0, payloads: 0 };
const at = (text: string) => new Date(text);

test.each([
  ["requests", { requests: 0, payloads: 9 }, "2026-03-15T00:00:00Z", null],
  ["requests", { requests: 14, payloads: 0 }, "2026-03-15T00:00:00Z", "2026-03-01"],
  ["requests", { requests: 14, payloads: 0 }, "2026-03-14T23:59:59Z", "2026-02-01"],
  ["requests", { requests: 1, payloads: 0 }, "2028-03-01T00:00:00Z", "2028-02-01"],
  ["requests", { requests: 1, payloads: 0 }, "2028-03-02T00:00:00Z", "2028-03-01"],
  ["requests", { requests: 365, payloads: 0 }, "2029-02-28T12:00:00Z", "2028-02-01"],
  ["requests", { requests: 31, payloads: 0 }, "2027-01-31T23:00:00Z", "2026-12-01"],
  ["payloads", { requests: 90, payloads: 0 }, "2026-03-31T00:00:00Z", "2025-12-01"],
  ["payloads", { requests: 90, payloads: 7 }, "2026-03-31T00:00:00Z", "2026-03-01"],
  ["payloads", { requests: 7, payloads: 90 }, "2026-03-31T00:00:00Z", "2026-03-01"],
] as const)("%s kept for %j stay, at %s, from %s", (kind, days, now, from) => {
  expect(keptFrom(kind, days, at(now))?.toISOString().slice(0, 10) ?? null).toBe(from);
});

/** A month of calls of one key that the log has a partition for, and calls of the month before it that it has none for. */
async function makeMonths(first: string) {
  const from = at(`${first}-01T00:00:00Z`);
  await ensurePartitions(sql, { from, months: 3 });
  const owner = await makeOwner(db);
  const key = await makeKey(db, { accountId: owner.accountId });
  const caller = { accountId: owner.accountId, keyId: key.keyId, secretId: key.secretId };
  const months = [0, 1, 2].map((n) => new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + n, 1)));
  for (const month of months) {
    // Both ends of the month, to the millisecond.
    const last = Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1) - 1;
    const moments = [month.getTime(), month.getTime() + 10 * DAY_MS, last];
    const ids = await makeRequests(
      db,
      caller,
      moments.map((ms) => ({ startedAt: new Date(ms) })),
    );
    for (const id of ids) {
      await sql`
        insert into request_payloads (request_id, account_id, request, request_bytes, response_bytes, redactions, expires_at)
        values (${id}, ${caller.accountId}, 'x', 1, 0, 0, 'infinity')`;
      await sql`
        insert into cost_corrections (request_id, account_id, booking_id, delta_nano_usd, price_version, created_at)
        values (${id}, ${caller.accountId}, ${newId<never>()}, 5, 'v', now())`;
    }
  }
  return { ...caller, months };
}

async function left(keyId: string) {
  const [row] = await sql<Record<"rows" | "payloads" | "corrections" | "booked", number>[]>`
    select count(*)::int as rows,
      (select count(*)::int from request_payloads p join requests r on r.id = p.request_id where r.key_id = ${keyId}) as payloads,
      (select count(*)::int from cost_corrections) as corrections,
      (select sum(requests)::int from usage_hourly where key_id = ${keyId}) as booked
    from requests where key_id = ${keyId}`;
  return row;
}

const noted = async () => {
  const rows = await sql<{ kind: string; kept_from: Date; dropped: bigint }[]>`select * from retention`;
  return Object.fromEntries(
    rows.map((row) => [row.kind, [row.kept_from.toISOString().slice(0, 10), row.dropped]]),
  );
};

test("months that are older than they are kept are dropped whole, each kind by itself, and the sums stay", async () => {
  const { keyId } = await makeMonths("2020-01");
  expect(await dropExpired(sql, FOR_EVER, at("2020-06-01T00:00:00Z"))).toEqual([]);
  expect(await left(keyId)).toEqual({ rows: 9, payloads: 9, corrections: 9, booked: 9 });
  expect(await noted()).toEqual({});

  // On 31 March, ten days reach into March: payloads of January and February go. Rows are kept for 60, to January.
  const days = { requests: 60, payloads: 10 };
  const now = at("2020-03-31T12:00:00Z");
  const [rowsBefore, payloadsBefore] = await listRetention(sql, days, now);
  expect(rowsBefore).toMatchObject({
    days: 60,
    due: [],
    next: { month: "2020-01", rows: 3, goesAt: at("2020-04-01") },
  });
  expect(payloadsBefore?.due.map(({ month, rows }) => [month, rows])).toEqual([
    ["2020-01", 3],
    ["2020-02", 3],
  ]);
  expect(await dropExpired(sql, days, now)).toEqual([
    { kind: "payloads", from: "request_payloads_2020_01", rows: 3 },
    { kind: "payloads", from: "request_payloads_2020_02", rows: 3 },
  ]);
  expect(await left(keyId)).toEqual({ rows: 9, payloads: 3, corrections: 9, booked: 9 });
  expect(await noted()).toEqual({ payloads: ["2020-03-01", 6n] });

  // Two runs at once, as of two instances whose lease failed them: each row is counted once.
  const later = at("2020-04-30T00:00:00Z");
  await Promise.all([dropExpired(sql, days, later), dropExpired(second.sql, days, later)]);
  expect(await left(keyId)).toEqual({ rows: 3, payloads: 0, corrections: 3, booked: 9 });
  expect(await noted()).toEqual({ requests: ["2020-03-01", 6n], payloads: ["2020-04-01", 9n] });
  const [gone] =
    await sql`select to_regclass('requests_2020_02') as rows, to_regclass('cost_corrections_2020_02') as corrections`;
  expect(gone).toEqual({ rows: null, corrections: null });
  const [state] = await listRetention(sql, days, later);
  expect(state).toMatchObject({
    keptFrom: at("2020-03-01"),
    dropped: 6,
    due: [],
    next: { month: "2020-03" },
  });
});

test("a row that arrives for a month that is gone is recorded, and goes with the next run", async () => {
  const { keyId, accountId, secretId } = await makeMonths("2021-01");
  const days = { requests: 31, payloads: 0 };
  const now = at("2021-04-01T00:00:00Z");
  await dropExpired(sql, days, now);
  const before = await noted();
  const caller = { accountId, keyId, secretId };
  const calls = Array.from({ length: 12 }, () => ({ startedAt: at("2021-01-15T00:00:00Z") }));
  await makeRequests(db, caller, calls);
  const [state] = await listRetention(sql, days, now);
  expect(state?.strays).toBe(12);
  expect(await left(keyId)).toMatchObject({ rows: 15, booked: 21 });
  expect(await dropExpired(sql, days, now)).toEqual([
    { kind: "requests", from: "requests_default", rows: 12 },
  ]);
  expect(await left(keyId)).toMatchObject({ rows: 3, booked: 21 });
  expect(Number((await noted()).requests?.[1]) - Number(before.requests?.[1])).toBe(12);
  expect(await dropExpired(sql, days, now)).toEqual([]);
});

test("of a month that is gone a chart and the report of a leak say how many rows have expired, and keys are read as ever", async () => {
  const { keyId, accountId } = await makeMonths("2023-01");
  const ctx = testContext(db, accountId);
  ctx.clock.at = at("2023-04-15T00:00:00Z");
  const span = { from: at("2022-12-01T00:00:00Z"), to: at("2023-04-01T00:00:00Z") };
  const query = { ...span, zone: "UTC", grain: "month", metric: "spend", filter: {}, top: 5 } as const;
  const since = at("2023-01-01T00:00:00Z");
  const before = await exploreUsage(ctx, query);
  expect(before).toMatchObject({ expired: 0, total: { requests: 9 } });
  expect((await damageReport(ctx, { keyId, since })).expired).toBeNull();

  await dropExpired(sql, { requests: 31, payloads: 0 }, at("2023-04-01T00:00:00Z"));
  const after = await exploreUsage(ctx, query);
  expect(after).toEqual({ ...before, expired: 6 });
  expect(await logTotal(ctx, span)).toMatchObject({ requests: 3, expired: 6 });
  const report = await damageReport(ctx, { keyId, since });
  expect(report).toMatchObject({
    expired: { calls: 6, until: at("2023-03-01T00:00:00Z") },
    total: { calls: 3 },
  });
  expect((await getKey(ctx, keyId)).id).toBe(keyId);
  expect(await evidenceOfUse(ctx, keyId)).toBeDefined();
});

test("while months are dropped and made, calls go on being recorded, however long somebody reads the log", async () => {
  const { keyId, accountId, secretId, months } = await makeMonths("2022-01");
  await ensurePartitions(sql, currentPartitions(new Date()));
  let isOver = false;
  let recorded = 0;
  const recording = Array.from({ length: 4 }, async (_, writer) => {
    while (!isOver) {
      const client = writer % 2 === 0 ? sql : second.sql;
      await recordRequests(client, [makeRecord({ accountId, keyId, secretId })]);
      recorded += 1;
    }
  });
  const lockWaits = async () => {
    const [row] = await sql<{ waiting: boolean }[]>`
      select count(*)::int > 0 as waiting from pg_locks join pg_database on pg_database.oid = pg_locks.database
      where datname = current_database() and mode = 'AccessExclusiveLock' and not granted`;
    return row?.waiting;
  };
  // A chart that is read until the drop has waited for it, and calls that came later than the drop have been recorded.
  let isRead = () => {};
  const read = new Promise<void>((resolve) => {
    isRead = resolve;
  });
  const reading = second.sql.begin(async (tx) => {
    await tx`select count(*) from requests`;
    isRead();
    await expect.poll(lockWaits, { interval: 10 }).toBe(true);
    const before = recorded;
    await expect.poll(() => recorded).toBeGreaterThan(before + 2 * recording.length);
  });
  await read;
  const dropped = await dropExpired(sql, { requests: 31, payloads: 0 }, at("2022-05-15T00:00:00Z"));
  await ensurePartitions(sql, { from: at("2022-06-01T00:00:00Z"), months: 1 });
  await reading;
  isOver = true;
  await Promise.all(recording);
  expect(dropped.filter(({ kind, from }) => kind === "requests" && from.includes("2022"))).toHaveLength(
    months.length,
  );
  const [row] = await sql<{ rows: number; booked: number }[]>`
    select count(*)::int as rows, (select sum(requests)::int from usage_hourly where key_id = ${keyId}) as booked
    from requests where key_id = ${keyId}`;
  expect(row).toEqual({ rows: recorded, booked: recorded + 9 });
});

test("a month that begins while the server runs is there before its first call", async () => {
  const lastHour = at("2031-12-31T23:00:00Z");
  await ensurePartitions(sql, currentPartitions(lastHour));
  const id = newId<never>(lastHour.getTime() + HOUR_MS);
  const owner = await makeOwner(db);
  const key = await makeKey(db, { accountId: owner.accountId });
  const startedAt = new Date(lastHour.getTime() + HOUR_MS);
  await makeRequests(db, { accountId: owner.accountId, keyId: key.keyId, secretId: key.secretId }, [
    { id, startedAt },
  ]);
  const [row] = await sql`select tableoid::regclass::text as name from requests where id = ${id}`;
  expect(row?.name).toBe("requests_2032_01");
});

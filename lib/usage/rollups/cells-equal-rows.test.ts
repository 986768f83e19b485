import { afterAll, expect, test } from "vitest";
import { makeGate, makeKey, makeOwner } from "@/db/factories";
import { type GivenRequest, makeRequests } from "@/db/factories-requests";
import { ensurePartitions } from "@/db/partitions";
import { costBookings } from "@/db/schema/prices";
import { retention } from "@/db/schema/retention";
import { type BookingId, newId, type RequestId } from "@/lib/core/ids";
import { seededRandom } from "@/lib/core/seeded-random";
import { DAY_MS, HOUR_MS, MINUTE_MS, type TimeRange } from "@/lib/core/time";
import { writeCorrections } from "@/lib/corrections/write-corrections";
import type { LogFilter, LogRow } from "@/lib/logs/contract";
import { listLogs } from "@/lib/logs/list-logs";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { randomCell, randomChart } from "@/lib/testing/random-chart";
import type { ExploreQuery, UsageCell } from "../explore/contract";
import { exploreUsage } from "../explore/explore-usage";
import { foldUsage } from "./fold-usage";

const { db, sql, end } = await testDatabase();
afterAll(end);

const at = (text: string) => new Date(text);
/** A leap day, both changes of clocks, a turn of the year, and now. */
const SPANS: TimeRange[] = [
  { from: at("2024-02-28T00:00:00Z"), to: at("2024-03-01T12:00:00Z") },
  { from: at("2024-10-26T00:00:00Z"), to: at("2024-10-28T00:00:00Z") },
  { from: at("2024-12-31T00:00:00Z"), to: at("2025-01-02T12:00:00Z") },
  { from: at("2025-04-04T00:00:00Z"), to: at("2025-04-07T00:00:00Z") },
  { from: new Date(Date.now() - 2 * DAY_MS), to: new Date(Date.now() - MINUTE_MS) },
];
const ZONES = ["Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe"];
const MODELS = ["gpt-4o", "claude", "own, model", null];

async function newLedger(seed: number) {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const { accountId, gateId } = await makeOwner(db);
  const other = await makeGate(db, { accountId, name: "other", isDefault: false });
  const tags = [["a", "b"], ["b"], [], ["c"]];
  const keys = await Promise.all(tags.map((tags) => makeKey(db, { accountId, tags })));
  const ctx = testContext(db, accountId);
  const bookingId = newId<BookingId>();
  const whole = { since: at("2024-01-01T00:00:00Z"), until: new Date() };
  const counts = { requests: 0, newlyPriced: 0, deltaNanoUsd: 0n, createdAt: new Date() };
  const target = { provider: "openai", model: "gpt-4o", priceVersion: "v" };
  await db.insert(costBookings).values({ id: bookingId, accountId, ...target, ...whole, ...counts });

  const within = ({ from, to }: TimeRange) =>
    from.getTime() + Math.floor(random() * (to.getTime() - from.getTime()));
  /** Most at about the same time. */
  const anyMoments = () => {
    const span = pick(SPANS);
    const some = Math.min(within(span), span.to.getTime() - 3 * HOUR_MS);
    return () => new Date(random() < 0.9 ? some + Math.floor(random() * 3 * HOUR_MS) : within(pick(SPANS)));
  };
  const anyCosts = () => {
    const costNanoUsd = random() < 0.2 ? null : BigInt(Math.floor(random() * 1e12));
    const ownCostNanoUsd = costNanoUsd === null ? null : pick([null, costNanoUsd, costNanoUsd / 3n]);
    return { costNanoUsd, ownCostNanoUsd };
  };
  const anyCall = (moment: () => Date) => (): GivenRequest => ({
    startedAt: moment(),
    modelUsed: pick(MODELS),
    provider: pick(["openai", "anthropic", null]),
    gateId: pick([gateId, other.gateId, null]),
    endpoint: pick(["chat/completions", "messages"]),
    status: pick([200, 200, 429, 502]),
    ...anyCosts(),
    settlement: pick(["final", "estimated", "interrupted"]),
    fellBack: random() < 0.1,
    ownProviderKey: pick([true, false, null]),
    cachedInputTokens: Math.floor(random() * 100),
    outputTokens: Math.floor(random() * 2 ** 31),
    latencyMs: Math.floor(random() * 60_000),
    firstTokenMs: random() < 0.5 ? Math.floor(random() * 2_000) : null,
  });
  return {
    ctx,
    random,
    values: {
      key: keys.map(({ keyId }) => keyId),
      gate: [gateId, other.gateId, null],
      model: MODELS,
      status: ["4xx", "200", "502"],
      tag: ["a", "b", null],
    },
    async write() {
      const { keyId, secretId } = pick(keys);
      await makeRequests(
        db,
        { accountId, keyId, secretId },
        Array.from({ length: 100 }, anyCall(anyMoments())),
      );
    },
    async correct() {
      const rows = await sql<{ id: RequestId; is_new: boolean }[]>`
        select id, cost_nano_usd is null and not exists (select from cost_corrections where request_id = r.id) as is_new
        from requests r where account_id = ${accountId} order by md5(id::text || ${String(random())}) limit 60`;
      const corrections = rows
        .map(({ id, is_new: isNew }) => ({ id, isNew, deltaNanoUsd: BigInt(Math.floor(random() * 1e9)) }))
        .sort((one, another) => (one.id < another.id ? -1 : 1));
      const booking = { id: bookingId, accountId, priceVersion: String(random()), at: new Date() };
      await db.transaction((tx) => writeCorrections(tx, booking, corrections));
    },
  };
}
type Ledger = Awaited<ReturnType<typeof newLedger>>;

/** All rows that the log has for a filter, as its pages hand them out. */
async function allRows({ ctx }: Ledger, filter: LogFilter): Promise<LogRow[]> {
  const rows: LogRow[] = [];
  for (let before: RequestId | undefined; ; ) {
    const page = await listLogs(ctx, filter, { limit: 500, before });
    rows.push(...page.rows);
    if (!page.hasOlder) return rows;
    before = page.stopped?.id ?? page.rows.at(-1)?.id;
  }
}

const sumOf = (rows: LogRow[], of: (row: LogRow) => number) => rows.reduce((sum, row) => sum + of(row), 0);
const ofOwnKeys = (rows: LogRow[]) => ({
  ownRequests: sumOf(rows, ({ ownProviderKey }) => (ownProviderKey ? 1 : 0)),
  ownUnpriced: sumOf(rows, ({ ownProviderKey, costNanoUsd }) =>
    ownProviderKey && costNanoUsd === null ? 1 : 0,
  ),
  ownCostNanoUsd: rows.reduce((sum, { ownCostNanoUsd }) => sum + (ownCostNanoUsd ?? 0n), 0n),
});
const known = (rows: LogRow[]) => ({
  requests: rows.length,
  errors: sumOf(rows, ({ errorCode }) => (errorCode === null ? 0 : 1)),
  unpriced: sumOf(rows, ({ costNanoUsd }) => (costNanoUsd === null ? 1 : 0)),
  fallbacks: sumOf(rows, ({ fellBack }) => (fellBack ? 1 : 0)),
  cachedInputTokens: sumOf(rows, (row) => row.cachedInputTokens),
  outputTokens: sumOf(rows, (row) => row.outputTokens),
  costNanoUsd: rows.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0n), 0n),
  ...ofOwnKeys(rows),
  firstTokens: sumOf(rows, ({ firstTokenMs }) => (firstTokenMs === null ? 0 : 1)),
});

type Asked = { query: ExploreQuery; cell: UsageCell; filter: LogFilter };

async function askCells(ledger: Ledger, count: number): Promise<Asked[]> {
  const asked: Asked[] = [];
  while (asked.length < count) {
    const span = SPANS[Math.floor(ledger.random() * SPANS.length)] as TimeRange;
    const around = {
      from: new Date(span.from.getTime() - 20 * DAY_MS),
      to: new Date(span.to.getTime() + HOUR_MS),
    };
    const query = randomChart(ledger.random, around, ledger.values, ZONES);
    const answer = await exploreUsage(ledger.ctx, query);
    expect(answer.untimed).toBe(0);
    const found = randomCell(ledger.random, query, answer);
    if (found === null) continue;
    const { cell, filter, from, to } = found;
    asked.push({ query, cell, filter: { ...filter, from, to } });
  }
  return asked;
}

async function expectCellsToBeRows(ledger: Ledger, count: number) {
  for (const { query, cell, filter } of await askCells(ledger, count)) {
    const rows = await allRows(ledger, filter);
    expect(cell, JSON.stringify({ query, filter })).toMatchObject(known(rows));
    expect(cell.latencyMsMean).toBeCloseTo(sumOf(rows, (row) => row.latencyMs) / rows.length);
  }
}

/** All the time that calls lie in. One chart from the first to the last would in some years be longer than a chart may be. */
const allTimes = (): TimeRange[] => [
  { from: at("2024-01-01T00:00:00Z"), to: at("2025-05-01T00:00:00Z") },
  { from: new Date(Date.now() - 3 * DAY_MS), to: new Date() },
];

/** Whole charts of all the time there is, in zones whose days are folded. */
async function expectChartsToBeRows(ledger: Ledger) {
  for (const span of allTimes()) {
    const rows = await allRows(ledger, span);
    for (const [place, group] of (["key", "model", "status", null] as const).entries()) {
      const zone = ZONES[place % ZONES.length] ?? "UTC";
      const grain = place === 0 ? "week" : "month";
      const query = { ...span, zone, grain, group, metric: "spend", filter: {}, top: 3 } as const;
      const { series, total } = await exploreUsage(ledger.ctx, query);
      expect(total, `by ${group}`).toMatchObject(known(rows));
      expect(series.reduce((sum, { total }) => sum + total.costNanoUsd, 0n)).toBe(total.costNanoUsd);
    }
  }
}

test("cells are the sums of their rows whatever was written, corrected and folded before, in whatever order", async () => {
  const ledger = await newLedger(20);
  const acts = [ledger.write, ledger.correct, () => foldUsage(db)];
  await ledger.write();
  for (let turn = 0; turn < 9; turn += 1) {
    await acts[Math.floor(ledger.random() * acts.length)]?.();
    await expectChartsToBeRows(ledger);
  }
  await foldUsage(db);
  await foldUsage(db);
  await expectCellsToBeRows(ledger, 12);
  // Marks of corrections stay in hours that are too young to be folded, and go with their first fold.
  const foldedWithMarks = await sql`
    select l.hour from usage_late_hours l join usage_rollup_spans s on s.account_id = l.account_id and s.grain = 'hour'
    where l.account_id = ${ledger.ctx.accountId} and l.hour < s.until`;
  expect(foldedWithMarks).toEqual([]);
  // Folds that are gone are made again, to the same cells.
  await sql`delete from usage_rollup_spans where account_id = ${ledger.ctx.accountId}`;
  await sql`delete from usage_rollups where account_id = ${ledger.ctx.accountId}`;
  await expectCellsToBeRows(ledger, 5);
  await foldUsage(db);
  await expectCellsToBeRows(ledger, 10);
});

test("cells are what is left of their rows and what has expired, folded or not, and keep their times", async () => {
  const ledger = await newLedger(21);
  await ensurePartitions(sql, { from: at("2024-02-01T00:00:00Z"), months: 10 });
  for (let turn = 0; turn < 4; turn += 1) await ledger.write();
  await ledger.correct();
  // Asking in a zone has its days folded.
  await foldUsage(db);
  const before = await askCells(ledger, 12);
  await foldUsage(db);
  const keptFrom = at("2024-11-01T00:00:00Z");
  for (const month of ["2024_02", "2024_10"]) {
    for (const table of ["requests", "cost_corrections"]) await sql.unsafe(`drop table ${table}_${month}`);
  }
  await db.insert(retention).values({ kind: "requests", keptFrom });
  for (const step of ["folded", "written to late", "folded again", "not folded"]) {
    if (step === "written to late") {
      await sql`insert into usage_late_hours (account_id, hour)
        select distinct account_id, hour from usage_hourly where account_id = ${ledger.ctx.accountId} and hour < ${keptFrom}`;
    }
    if (step === "folded again") await foldUsage(db);
    if (step === "not folded") await sql`delete from usage_rollup_spans`;
    for (const { query, cell, filter } of before) {
      const { from, to, ...dimensions } = filter;
      const whole = {
        ...query,
        from,
        to,
        filter: dimensions,
        group: null,
        subgroup: null,
        grain: "none",
      } as const;
      const answer = await exploreUsage(ledger.ctx, whole);
      const { latency, firstToken, ...sums } = cell;
      expect(answer.total, step).toMatchObject(sums);
      const rows = await allRows(ledger, filter);
      expect(answer.total.requests, step).toBe(rows.length + answer.expired);
      if (step.startsWith("folded") && answer.untimed === 0) {
        expect({ latency: answer.total.latency, firstToken: answer.total.firstToken }, step).toEqual({
          latency,
          firstToken,
        });
      }
    }
  }
});

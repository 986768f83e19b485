import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { type GivenRequest, makeRequests } from "@/db/factories-requests";
import { costBookings } from "@/db/schema/prices";
import { costCorrections } from "@/db/schema/requests";
import { type AccountId, type BookingId, isUuid, newId, type RequestId } from "@/lib/core/ids";
import { type Certainty, type Choice, only, type RequestFilter } from "@/lib/core/request-filter";
import { HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { foldUsage } from "@/lib/usage/rollups/fold-usage";
import type { LogEntry, LogFilter } from "./contract";
import { errorGroups } from "./error-groups";
import { findLogIds } from "./find-log-ids";
import { below } from "./id-range";
import { listLogs } from "./list-logs";
import { logConditions } from "./log-conditions";
import { logHistogram } from "./log-histogram";
import { logTotal } from "./log-total";
import { findLog, getLog } from "./queries";

const { db, end } = await testDatabase();
afterAll(end);

const START = Date.parse("2026-03-27T00:00:00Z");
const LENGTH_MS = 80 * HOUR_MS;
const span = { from: new Date(START), to: new Date(START + LENGTH_MS) };
const pick = <T>(values: readonly T[], at: number): T => values[at % values.length] as T;

async function newAccount() {
  const { accountId } = await makeOwner(db);
  const keys = await Promise.all([makeKey(db, { accountId }), makeKey(db, { accountId })]);
  return { accountId, keys, ctx: testContext(db, accountId) };
}

/** Calls of two keys, a few of them priced again, and the log as a person would copy it out row by row. */
async function makeLog(count: number) {
  const account = await newAccount();
  const { accountId, keys, ctx } = account;
  const ids: RequestId[] = [];
  for (const [at, { keyId, secretId }] of keys.entries()) {
    const rows = Array.from({ length: count }, (_, n) => randomCall(n * 7 + at * 3));
    ids.push(...(await makeRequests(db, { accountId, keyId, secretId }, rows)));
  }
  await correct(
    accountId,
    ids.filter((_, n) => n % 6 === 0),
  );
  const entries = await Promise.all(ids.map((id) => getLog(ctx, id)));
  return { ...account, entries: entries.toSorted((a, b) => (a.id < b.id ? 1 : -1)) };
}

function randomCall(n: number): GivenRequest {
  const status = pick([200, 200, 200, 429, 502, 400, 402], n * 5 + (n >> 3));
  const broken = status === 200 && n % 11 === 0;
  return {
    startedAt: new Date(START + ((n * 7_919_111) % LENGTH_MS)),
    status,
    errorCode: status >= 400 || broken ? pick(["provider_failed", "key_limit", "bad_request"], n) : null,
    errorMessage: status >= 400 ? pick([`Ünlucky ${n} 100%_`, "No \\ such model", null], n) : null,
    modelUsed: pick(["sandbox/echo", "gpt-4o, mini", "100%", null], n >> 1),
    provider: pick(["sandbox", "openai", null], n >> 2),
    endpoint: pick(["chat/completions", "embeddings"], n >> 3),
    costNanoUsd: pick([0n, 12_345n, null, 9_000_000_000n, 7n], n),
    settlement: pick(["final", "estimated", "interrupted", "unpriced", "final"], n),
    latencyMs: (n * 37) % 3_000,
    cachedInputTokens: n % 3,
    fellBack: n % 4 === 0,
    streamed: n % 5 === 0,
    isTest: n % 9 === 0,
    ownProviderKey: [true, false, null][n % 3] ?? null,
  };
}

async function correct(accountId: AccountId, ids: RequestId[]) {
  const bookingId = newId<BookingId>();
  const now = new Date(START + LENGTH_MS);
  await db.insert(costBookings).values({
    id: bookingId,
    accountId,
    provider: "sandbox",
    model: "m",
    since: span.from,
    until: span.to,
    priceVersion: "v2",
    requests: ids.length,
    newlyPriced: 0,
    deltaNanoUsd: 5n,
    createdAt: now,
  });
  for (const requestId of ids) {
    const booked = { requestId, accountId, bookingId, deltaNanoUsd: 5n, priceVersion: "v2", createdAt: now };
    await db.insert(costCorrections).values(booked);
    // As a booking does: an unknown cost is known from then on.
    await db.execute(sql`
      update usage_hourly u set cost_nano_usd = u.cost_nano_usd + 5, unpriced = u.unpriced - (r.cost_nano_usd is null)::int
      from requests r where r.id = ${requestId} and u.account_id = r.account_id and u.key_id = r.key_id
        and u.hour = date_trunc('hour', r.started_at, 'UTC') and u.model is not distinct from r.model_used
        and u.provider is not distinct from r.provider and u.endpoint = r.endpoint and u.status = r.status`);
  }
}

/** What a filter means, read naively. */
function fits(entry: LogEntry, filter: LogFilter): boolean {
  const certain: Record<Certainty, boolean> = {
    final: entry.settlement === "final" && entry.corrections.length === 0,
    estimated: entry.settlement === "estimated",
    interrupted: entry.settlement === "interrupted",
    unpriced: entry.costNanoUsd === null,
    corrected: entry.corrections.length > 0,
  };
  const { costNanoUsd: cost } = entry;
  const dimensions: Array<[Choice | undefined, string | null]> = [
    [filter.key, entry.keyId],
    [filter.model, entry.modelUsed],
    [filter.provider, entry.provider],
    [filter.endpoint, entry.endpoint],
    [filter.status, String(entry.status)],
  ];
  const isOf = (value: string | null) => (chosen: string | null) =>
    chosen === value || (chosen?.endsWith("xx") === true && chosen[0] === value?.[0]);
  const text = filter.search?.toLowerCase();
  return [
    entry.startedAt >= filter.from && entry.startedAt < filter.to,
    ...dimensions.map(
      ([choice, value]) =>
        choice === undefined ||
        ((choice.in.length === 0 || choice.in.some(isOf(value))) && !choice.notIn.some(isOf(value))),
    ),
    filter.error === undefined || filter.error?.includes(entry.errorCode ?? ""),
    filter.certainty === undefined || filter.certainty?.some((certainty) => certain[certainty]),
    filter.failed === undefined || (entry.errorCode !== null) === filter.failed,
    filter.fallback === undefined || entry.fellBack === filter.fallback,
    filter.streamed === undefined || entry.streamed === filter.streamed,
    filter.cached === undefined || entry.cachedInputTokens > 0 === filter.cached,
    filter.test === undefined || entry.isTest === filter.test,
    filter.ownProviderKey === undefined || (entry.ownProviderKey === true) === filter.ownProviderKey,
    filter.minCostNanoUsd === undefined || (cost !== null && cost >= (filter.minCostNanoUsd ?? 0n)),
    filter.maxCostNanoUsd === undefined || (cost !== null && cost <= (filter.maxCostNanoUsd ?? 0n)),
    filter.minLatencyMs === undefined || entry.latencyMs >= (filter.minLatencyMs ?? 0),
    filter.minTokens === undefined || 42 + entry.cachedInputTokens >= (filter.minTokens ?? 0),
    text === undefined ||
      entry.errorMessage?.toLowerCase().includes(text) ||
      entry.errorCode?.includes(text) === true,
  ].every((is) => is === true);
}

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 3 });
const choiceOf = (values: Array<string | null>) =>
  fc.option(fc.record({ in: fc.subarray(values), notIn: fc.subarray(values.slice(0, 1)) }), {
    nil: undefined,
    freq: 3,
  });
const anyFilter = (keyIds: string[]) =>
  fc.record({
    key: choiceOf(keyIds),
    model: choiceOf(["sandbox/echo", "gpt-4o, mini", "100%", null]),
    provider: choiceOf(["sandbox", "openai", null]),
    endpoint: choiceOf(["embeddings"]),
    status: choiceOf(["200", "4xx", "429", "5xx"]),
    error: maybe([["provider_failed"], ["key_limit", "bad_request"]]),
    certainty: maybe<Certainty[]>([["final"], ["unpriced"], ["corrected"], ["estimated", "interrupted"]]),
    failed: maybe([true, false]),
    fallback: maybe([true, false]),
    cached: maybe([true, false]),
    ownProviderKey: maybe([true, false]),
    minCostNanoUsd: maybe([1n, 12_350n]),
    maxCostNanoUsd: maybe([12n, 12_345n]),
    minLatencyMs: maybe([1_000]),
    search: maybe(["100%_", "ÜNL", "\\", "provider"]),
    fromMinute: fc.constantFrom(0, 0, 60, 95, 2_000),
    minutes: fc.constantFrom(LENGTH_MS / MINUTE_MS, 600, 301, 45),
  });

/** A few conditions at a time, or nothing would ever fit. */
function asFilter(given: Record<string, unknown>, kept: number[]): LogFilter {
  const { fromMinute, minutes, ...conditions } = given;
  const from = new Date(START + Number(fromMinute) * MINUTE_MS);
  const some = Object.entries(conditions).filter(([, value], at) => value !== undefined && kept.includes(at));
  return {
    ...(Object.fromEntries(some) as RequestFilter),
    from,
    to: new Date(from.getTime() + Number(minutes) * MINUTE_MS),
  };
}

describe("the log, its total, its bars and its errors", () => {
  let log: Awaited<ReturnType<typeof makeLog>>;
  beforeAll(async () => {
    log = await makeLog(120);
    await foldUsage(db);
  });

  test("are those of the rows that a filter means, whatever it asks for", async () => {
    const { ctx, entries, keys } = log;
    await fc.assert(
      fc.asyncProperty(
        anyFilter(keys.map(({ keyId }) => keyId)),
        fc.uniqueArray(fc.nat({ max: 13 }), { maxLength: 3 }),
        fc.constantFrom("UTC", "Europe/Berlin", "Asia/Kolkata"),
        async (given, kept, zone) => {
          const filter = asFilter(given, kept);
          const expected = entries.filter((entry) => fits(entry, filter));
          const page = await listLogs(ctx, filter, { limit: 500 });
          expect(page.rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
          expect(page).toMatchObject({ hasOlder: false, hasNewer: false, stopped: null });
          const conditions = logConditions(ctx, filter, true);
          const search = { filter, conditions, wanted: 500, upwards: false, firstLook: 3, budgetMs: 60_000 };
          const { ids } = await findLogIds(ctx, search);
          expect(ids).toEqual(expected.map(({ id }) => id));
          expect(await logTotal(ctx, filter)).toEqual(totalOf(expected));
          const { bars, countedSince } = await logHistogram(ctx, filter, zone);
          expect(countedSince).toBeNull();
          expect(bars.length).toBeLessThan(100);
          for (const [at, bar] of bars.entries()) {
            expect(bar.to).toEqual(bars[at + 1]?.from ?? filter.to);
            expect(bar).toMatchObject(outcomesOf(expected, bar));
          }
          expect(bars[0]?.from).toEqual(filter.from);
          const { groups } = await errorGroups(ctx, filter);
          const failed = expected.filter(({ errorCode }) => errorCode !== null);
          expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(failed.length);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("a search that ends early says with a proper id where to go on, and so meets every row once", async () => {
    const { ctx, entries } = log;
    const filter = { ...span, model: only("100%"), status: only("502") };
    const seen: RequestId[] = [];
    let stops = 0;
    for (let before: RequestId | undefined; ; ) {
      const conditions = logConditions(ctx, filter, true);
      if (before !== undefined) conditions.ids = below(conditions.ids, before);
      const search = { filter, conditions, wanted: 500, upwards: false, firstLook: 3, budgetMs: 0 };
      const { ids, stopped } = await findLogIds(ctx, search);
      seen.push(...ids);
      if (stopped === null) break;
      stops += 1;
      before = stopped.id;
      expect(isUuid(before)).toBe(true);
    }
    expect(stops).toBeGreaterThan(1);
    expect(seen).toEqual(entries.filter((entry) => fits(entry, filter)).map(({ id }) => id));
  });

  test("pages forth and back meet every row once, also while calls are recorded", async () => {
    const { ctx, entries, accountId, keys } = await makeLog(30);
    const seen: string[] = [];
    let before: RequestId | undefined;
    for (;;) {
      const page = await listLogs(ctx, span, { limit: 7, before });
      seen.push(...page.rows.map(({ id }) => id));
      expect(page.hasNewer).toBe(before !== undefined);
      const newest = { startedAt: new Date(span.to.getTime() - 1) };
      await makeRequests(db, { accountId, ...pick(keys, 0) }, [newest]);
      before = page.rows.at(-1)?.id;
      if (!page.hasOlder) break;
    }
    expect(seen).toEqual(entries.map(({ id }) => id));
    const after = entries[20]?.id as RequestId;
    const back = await listLogs(ctx, span, { limit: 7, after });
    expect(back.rows.map(({ id }) => id)).toEqual(entries.slice(13, 20).map(({ id }) => id));
    expect(back).toMatchObject({ hasOlder: true, hasNewer: true });
  });
});

function totalOf(entries: LogEntry[]) {
  return {
    requests: entries.length,
    costNanoUsd: entries.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0n), 0n),
    unpriced: entries.filter(({ costNanoUsd }) => costNanoUsd === null).length,
    isWhole: true,
    expired: 0,
  };
}

function outcomesOf(entries: LogEntry[], { from, to }: { from: Date; to: Date }) {
  const outcomes = { success: 0, clientError: 0, limit: 0, providerError: 0 };
  for (const { startedAt, status, errorCode } of entries) {
    if (startedAt < from || startedAt >= to) continue;
    if (status === 402 || status === 429) outcomes.limit += 1;
    else if (status >= 500 || (status < 400 && errorCode !== null)) outcomes.providerError += 1;
    else outcomes[status >= 400 ? "clientError" : "success"] += 1;
  }
  return outcomes;
}

describe("a search", () => {
  let log: Awaited<ReturnType<typeof makeLog>>;
  beforeAll(async () => {
    log = await makeLog(40);
  });

  test("for an id finds that request whenever it was, and another account's never", async () => {
    const [mine, theirs] = [await makeLog(3), await makeLog(3)];
    const [own, foreign] = [mine.entries[0], theirs.entries[0]];
    const today = { from: new Date("2026-06-01"), to: new Date("2026-06-02") };
    const find = (search: string) => listLogs(mine.ctx, { ...today, search }, { limit: 5 });
    expect((await find(own?.id.toUpperCase() ?? "")).rows).toMatchObject([{ id: own?.id }]);
    expect((await find(foreign?.id ?? "")).rows).toEqual([]);
    expect(await findLog(mine.ctx, foreign?.id ?? "")).toBeNull();
    for (const id of [foreign?.id, newId(), "junk", "%00"]) {
      await expect(getLog(mine.ctx, id ?? "")).rejects.toMatchObject({ code: "not_found" });
    }
    const ofTheirs = { ...span, key: only(theirs.keys[0]?.keyId ?? null) };
    expect((await listLogs(mine.ctx, ofTheirs, { limit: 5 })).rows).toEqual([]);
    expect(await logTotal(mine.ctx, ofTheirs)).toMatchObject({ requests: 0 });
    expect(await errorGroups(mine.ctx, ofTheirs)).toEqual({ groups: [], countedSince: null });
  });

  test.each([
    "%".repeat(10_000),
    "_",
    "(a+)+$".repeat(8_000),
    "\\",
    "'; drop table requests; --",
    "\0",
    "\ud800",
    "İ".repeat(500),
  ])("for hostile text is over at once (case %#)", async (search) => {
    const { ctx } = log;
    const startedAt = performance.now();
    await Promise.all([
      listLogs(ctx, { ...span, search }, { limit: 50 }),
      logTotal(ctx, { ...span, search }),
    ]);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});

test("errors are grouped by cause: what differs from call to call tells no groups apart", async () => {
  const { ctx, accountId, keys } = await newAccount();
  const failing = (n: number): GivenRequest => ({
    startedAt: new Date(START + n * MINUTE_MS),
    status: 429,
    errorCode: "provider_rate_limited",
    provider: "openai",
    errorMessage: `Limit of ${1_000 + n} reached for "org-${n}", request ${newId()}.`,
  });
  for (const [at, { keyId, secretId }] of keys.entries()) {
    await makeRequests(db, { accountId, keyId, secretId }, [failing(at), failing(at + 5)]);
  }
  const other = { ...failing(9), errorCode: "key_unknown", errorMessage: null, provider: null };
  await makeRequests(db, { accountId, ...pick(keys, 0) }, [other]);
  const { groups } = await errorGroups(ctx, span);
  expect(groups).toMatchObject([
    {
      errorCode: "provider_rate_limited",
      cause: "Limit of … reached for …, request ….",
      count: 4,
      firstAt: new Date(START),
      lastAt: new Date(START + 6 * MINUTE_MS),
    },
    { errorCode: "key_unknown", cause: null, count: 1, gates: [] },
  ]);
  expect(groups[0]?.keys.map(({ id }) => id).toSorted()).toEqual(keys.map(({ keyId }) => keyId).toSorted());
  expect((await getLog(ctx, groups[0]?.latestRequestId ?? "")).errorMessage).toBe(groups[0]?.message);
});

test("what has expired is told, and is not in the total", async () => {
  const { ctx, entries, accountId } = await makeLog(40);
  const keptFrom = new Date(START + 30 * HOUR_MS);
  const [gone, kept] = [
    entries.filter((row) => row.startedAt < keptFrom),
    entries.filter((row) => row.startedAt >= keptFrom),
  ];
  await db.execute(
    sql`delete from requests where account_id = ${accountId} and started_at < ${keptFrom.toISOString()}::timestamptz`,
  );
  await db.execute(
    sql`insert into retention (kind, kept_from) values ('requests', ${keptFrom.toISOString()}::timestamptz)`,
  );
  expect(await logTotal(ctx, span)).toEqual({ ...totalOf(kept), expired: gone.length });
  const fast = { ...span, maxLatencyMs: 5_000 };
  expect(await logTotal(ctx, fast)).toEqual({ ...totalOf(kept), expired: null });
  await db.execute(sql`delete from retention`);
});

import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { apiKeySecrets } from "@/db/schema/keys";
import { requests } from "@/db/schema/requests";
import { type AccountId, type GateId, type KeyId, newId } from "@/lib/core/ids";
import { HOUR_MS } from "@/lib/core/time";
import { testDatabase } from "@/lib/testing/database";
import { makeRecord } from "@/lib/testing/request-records";
import { recordRequests } from "./record-requests";
import type { RequestRecord } from "./request-record";

const { db, sql, end } = await testDatabase();
afterAll(end);

/** Every cell of an account, from the rows and from the hourly sums, in one shape and order. */
async function cells(accountId: AccountId) {
  const fromRows = await sql`
    select key_id, date_trunc('hour', started_at, 'UTC') as hour, gate_id, provider, model_used as model,
      count(*) as requests, count(error_code) as errors, count(*) - count(cost_nano_usd) as unpriced,
      sum(input_tokens)::bigint as input, sum(cached_input_tokens)::bigint as cached,
      sum(cache_write_tokens)::bigint as written, sum(output_tokens)::bigint as output,
      sum(reasoning_tokens)::bigint as reasoning, coalesce(sum(cost_nano_usd), 0)::bigint as cost,
      sum(latency_ms)::bigint as latency
    from requests where account_id = ${accountId} group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`;
  const fromSums = await sql`
    select key_id, hour, gate_id, provider, model, requests, errors, unpriced, input_tokens as input,
      cached_input_tokens as cached, cache_write_tokens as written, output_tokens as output,
      reasoning_tokens as reasoning, cost_nano_usd as cost, latency_ms_sum as latency
    from usage_hourly where account_id = ${accountId} order by 1, 2, 3, 4, 5`;
  return { fromRows: [...fromRows], fromSums: [...fromSums] };
}

async function expectEqualSums(accountId: AccountId, cellCount?: number) {
  const { fromRows, fromSums } = await cells(accountId);
  expect(fromSums).toEqual(fromRows);
  if (cellCount !== undefined) expect(fromSums).toHaveLength(cellCount);
}

test("a record is read back exactly as it was given", async () => {
  const record = makeRecord({
    gateId: newId<GateId>(),
    gateVersion: 3,
    attempts: [
      {
        provider: "openai",
        model: "gpt-4o",
        status: 500,
        latencyMs: 7,
        providerRequestId: "r1",
        error: "provider_failed",
      },
    ],
    costNanoUsd: 2n ** 62n,
    firstTokenMs: 4,
    errorCode: "provider_failed",
    errorMessage: 'It said: "ünïcode 😀" \\ \n',
    startedAt: new Date("2026-11-23T12:59:59.999Z"),
  });
  await recordRequests(sql, [record]);
  const [row] = await db.select().from(requests).where(eq(requests.id, record.id));
  expect(row).toEqual(record);
});

test("the same request written twice changes nothing, in one batch or in two, alone or among new ones", async () => {
  const accountId = newId<AccountId>();
  const [first, second] = [makeRecord({ accountId }), makeRecord({ accountId })];
  await recordRequests(sql, [first, first]);
  await recordRequests(sql, [first]);
  await recordRequests(sql, [{ ...first, costNanoUsd: 99n, inputTokens: 1_000 }, second]);
  await expectEqualSums(accountId, 2);
  const rows = await db.select().from(requests).where(eq(requests.accountId, accountId)).orderBy(requests.id);
  expect(rows.map(({ id, costNanoUsd }) => [id, costNanoUsd])).toEqual(
    [first, second].map(({ id }) => [id, 13_575n]).sort(),
  );
});

test("every cell equals the sum of its rows, whatever the rows are", async () => {
  const day = Date.parse("2026-11-23T00:00:00.000Z");
  const row = fc.record({
    at: fc.integer({ min: -1, max: 2 * HOUR_MS }),
    key: fc.nat(1),
    gate: fc.option(fc.nat(1)),
    provider: fc.option(fc.constantFrom("openai", "sandbox")),
    modelUsed: fc.option(fc.constantFrom("gpt-4o", "sandbox/echo")),
    cost: fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n })),
    tokens: fc.tuple(
      fc.nat(10_000_000_000),
      fc.nat(1_000),
      fc.nat(1_000),
      fc.nat(10_000_000_000),
      fc.nat(1_000),
    ),
    errorCode: fc.option(fc.constantFrom("provider_failed", "invalid_json")),
    latencyMs: fc.nat(600_000),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 30 }), fc.nat(30), async (rows, split) => {
      const accountId = newId<AccountId>();
      const [keys, gates] = [pair<KeyId>(), pair<GateId>()];
      const records = rows.map(({ at, key, gate, tokens, cost, ...rest }) => {
        const [inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens, reasoningTokens] = tokens;
        const counts = { inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens, reasoningTokens };
        const ids = { accountId, keyId: keys[key], gateId: gate === null ? null : gates[gate] };
        return makeRecord({ ...rest, ...counts, ...ids, costNanoUsd: cost, startedAt: new Date(day + at) });
      });
      await Promise.all([
        recordRequests(sql, records.slice(0, split)),
        recordRequests(sql, records.slice(split)),
        recordRequests(sql, records),
      ]);
      await expectEqualSums(accountId);
      const [counted] = await sql`select count(*) as rows from requests where account_id = ${accountId}`;
      expect(counted?.rows).toBe(BigInt(records.length));
    }),
    { numRuns: 25 },
  );
});

function pair<T>(): [T, T] {
  return [newId() as T, newId() as T];
}

test("many writers that touch the same cells and secrets in opposite orders all finish, and the sums are right", async () => {
  const { accountId } = await makeOwner(db);
  const keys = await Promise.all(Array.from({ length: 20 }, () => makeKey(db, { accountId })));
  const batch = () => keys.map(({ keyId, secretId }) => makeRecord({ accountId, keyId, secretId }));
  const [before] = await sql`select deadlocks from pg_stat_database where datname = current_database()`;
  for (let round = 0; round < 10; round++) {
    await Promise.all(
      Array.from({ length: 8 }, (_, writer) =>
        recordRequests(sql, writer % 2 === 0 ? batch() : batch().reverse()),
      ),
    );
  }
  await expectEqualSums(accountId, 20);
  const [counted] = await sql`select count(*) as rows from requests where account_id = ${accountId}`;
  expect(counted?.rows).toBe(1_600n);
  await sql`select pg_stat_clear_snapshot()`;
  const [after] = await sql`select deadlocks from pg_stat_database where datname = current_database()`;
  expect(after?.deadlocks).toBe(before?.deadlocks);
});

test("a use is noted on the secret, at most once a minute and never backwards", async () => {
  const { accountId } = await makeOwner(db);
  const { keyId, secretId } = await makeKey(db, { accountId });
  const noon = Date.parse("2026-11-23T12:00:00.000Z");
  const use = async (seconds: number) => {
    const startedAt = new Date(noon + seconds * 1_000);
    await recordRequests(sql, [makeRecord({ accountId, keyId, secretId, startedAt })]);
    const [row] = await db.select().from(apiKeySecrets).where(eq(apiKeySecrets.id, secretId));
    return (row?.lastUsedAt?.getTime() ?? 0) - noon;
  };
  expect(await use(0)).toBe(0);
  expect(await use(59)).toBe(0);
  expect(await use(60)).toBe(0);
  expect(await use(61)).toBe(61_000);
  expect(await use(30)).toBe(61_000);
});

test("of a batch the latest use counts", async () => {
  const { accountId } = await makeOwner(db);
  const { keyId, secretId } = await makeKey(db, { accountId });
  const moments = [5_000, 90_000, 30_000].map((at) => new Date(Date.parse("2026-11-23T12:00:00Z") + at));
  await recordRequests(
    sql,
    moments.map((startedAt) => makeRecord({ accountId, keyId, secretId, startedAt })),
  );
  const [row] = await db.select().from(apiKeySecrets).where(eq(apiKeySecrets.id, secretId));
  expect(row?.lastUsedAt).toEqual(moments[1]);
});

test("a use never waits for somebody who holds the secret's row", async () => {
  const { accountId } = await makeOwner(db);
  const { keyId, secretId } = await makeKey(db, { accountId });
  await sql.begin(async (held) => {
    await held`select 1 from api_key_secrets where id = ${secretId} for update`;
    await recordRequests(sql, [makeRecord({ accountId, keyId, secretId })]);
  });
  await expectEqualSums(accountId, 1);
});

test("a request is kept when its key, account and gate are long gone", async () => {
  const record = makeRecord({ gateId: newId<GateId>() });
  await recordRequests(sql, [record]);
  await expectEqualSums(record.accountId, 1);
});

test("requests of any month find a place, also where no partition was made", async () => {
  const accountId = newId<AccountId>();
  const moments = ["1999-12-31T23:59:59.999Z", "2026-11-23T00:00:00.000Z", "2099-01-01T00:00:00.000Z"];
  await recordRequests(
    sql,
    moments.map((at) => makeRecord({ accountId, startedAt: new Date(at) })),
  );
  const { fromSums } = await cells(accountId);
  expect(fromSums).toHaveLength(3);
});

test("a thousand requests of the most tokens there can be are summed exactly", async () => {
  const most = 10_000_000_000;
  const accountId = newId<AccountId>();
  const keyId = newId<KeyId>();
  const startedAt = new Date("2026-11-23T12:00:00Z");
  const record = (): RequestRecord =>
    makeRecord({
      accountId,
      keyId,
      startedAt,
      inputTokens: most,
      outputTokens: most,
      costNanoUsd: 10n ** 15n,
    });
  await recordRequests(sql, Array.from({ length: 1_000 }, record));
  const { fromSums } = await cells(accountId);
  expect(fromSums).toMatchObject([
    { requests: 1_000n, input: 10n ** 13n, output: 10n ** 13n, cost: 10n ** 18n },
  ]);
});

test("nothing to write is no question", async () => {
  await recordRequests(sql, []);
});

import { eq } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { makeGate, makeKey, makeOwner } from "@/db/factories";
import { type GivenRequest, makeRequests } from "@/db/factories-requests";
import { alerts } from "@/db/schema/alerts";
import { keyPolicies } from "@/db/schema/keys";
import { type AccountId, type KeyId, newId } from "@/lib/core/ids";
import { DEFAULT_GUARD, type KeyGuard } from "@/lib/core/key-guard";
import { DAY_MS, MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { watchKeys } from "./watch-keys";

const { db, end } = await testDatabase();
afterAll(end);

// Each test has a week of its own, so that one look never sees the rows of another test.
let now = Date.parse("2026-01-07T14:20:00Z");
beforeEach(() => {
  now += 7 * DAY_MS;
});

const SECRET = { gateId: null };

/** A key with ten ordinary days behind it: four calls an hour to one model from one network. */
async function makeOrdinaryKey(
  given: { accountId?: AccountId; guard?: KeyGuard; gateId?: Row["gateId"]; days?: number } = {},
) {
  const accountId = given.accountId ?? (await makeOwner(db)).accountId;
  const { keyId, secretId } = await makeKey(db, {
    accountId,
    name: "Production",
    guard: given.guard ?? null,
  });
  const caller = { accountId, keyId, secretId, ...SECRET };
  const days = given.days ?? 10;
  const past = Array.from({ length: days * 24 * 4 }, (_, n) =>
    row({
      startedAt: new Date(now - days * DAY_MS - 30 * MINUTE_MS + n * 15 * MINUTE_MS),
      gateId: given.gateId ?? null,
    }),
  );
  await makeRequests(db, caller, past);
  return { accountId, keyId, feed: (rows: GivenRequest[]) => makeRequests(db, caller, rows.map(row)) };
}

type Row = ReturnType<typeof row>;

function row(given: GivenRequest) {
  const model = { modelAsked: "gpt-4o-mini", modelUsed: "gpt-4o-mini", provider: "openai" };
  const at = new Date(now - 30 * SECOND_MS);
  return {
    gateId: null,
    ...model,
    costNanoUsd: 1_000_000n,
    network: "203.0.113.7",
    latencyMs: 500,
    startedAt: at,
    ...given,
  };
}

const many = (count: number, given: GivenRequest) => Array.from({ length: count }, () => given);

async function look(at = now) {
  const ctx = testContext(db, newId<AccountId>());
  ctx.clock.at = new Date(at);
  return watchKeys(ctx, { readTo: new Date(at - 15 * SECOND_MS).toISOString() });
}

async function toldOf(keyId: KeyId) {
  const rows = await db.select().from(alerts).where(eq(alerts.keyId, keyId)).orderBy(alerts.id);
  return rows.map(({ type, message }) => `${type}: ${message}`);
}

test("ordinary use is told of by nothing, and looking twice at the same tells nothing twice", async () => {
  const quiet = await makeOrdinaryKey();
  await quiet.feed(many(3, {}));
  const probed = await makeOrdinaryKey();
  await probed.feed([{ modelAsked: "openai/o3", modelUsed: "o3" }]);
  await Promise.all([look(), look()]);
  await look(now + 15 * SECOND_MS);
  expect(await toldOf(quiet.keyId)).toEqual([]);
  expect(await toldOf(probed.keyId)).toEqual([
    "key.new_model: Production used the model o3 for the first time, after 960 calls with 1 other model.",
  ]);
});

test("a key that is still being learned is silent", async () => {
  const young = await makeOrdinaryKey({ days: 2 });
  await young.feed([
    { modelUsed: "o3", modelAsked: "o3" },
    ...many(20, { network: "198.51.100.9", costNanoUsd: 10n ** 9n }),
  ]);
  await look();
  expect(await toldOf(young.keyId)).toEqual([]);
});

test("a new network is told of, unless the key has a new one on most days; none is known as `unknown`", async () => {
  const still = await makeOrdinaryKey();
  const roaming = await makeOrdinaryKey();
  const days = Array.from({ length: 8 }, (_, day) => ({
    startedAt: new Date(now - (day + 1) * DAY_MS),
    network: `198.51.100.${day}`,
  }));
  await roaming.feed(days);
  for (const key of [still, roaming]) await key.feed([{ network: "192.0.2.44" }, { network: "unknown" }]);
  await look();
  expect(await toldOf(still.keyId)).toEqual([
    "key.new_network: Production was used from 192.0.2.44 for the first time, after 960 calls with 1 other network.",
  ]);
  expect(await toldOf(roaming.keyId)).toEqual([]);
});

test("a model that a known gate brings is no news, one behind a gate that is new to the key is", async () => {
  const { accountId } = await makeOwner(db);
  const [known, fresh] = [
    await makeGate(db, { accountId, name: "known", isDefault: false }),
    await makeGate(db, { accountId, name: "fresh", isDefault: false }),
  ];
  const key = await makeOrdinaryKey({ accountId, gateId: known.gateId });
  await key.feed([{ gateId: known.gateId, modelAsked: "known", modelUsed: "o3" }]);
  await look();
  expect(await toldOf(key.keyId)).toEqual([]);
  await key.feed([{ gateId: fresh.gateId, modelAsked: "fresh", modelUsed: "o4" }]);
  await look();
  expect(await toldOf(key.keyId)).toHaveLength(1);
});

test("a burst of calls without a price is seen by their number", async () => {
  const key = await makeOrdinaryKey();
  await key.feed(many(400, { costNanoUsd: null }));
  await look();
  expect(await toldOf(key.keyId)).toEqual([
    expect.stringMatching(
      /^key\.spend_anomaly: Production made 400 calls of unknown cost in the last 10 minutes; on a \w+ at 14:00 UTC it usually makes nothing\.$/,
    ),
  ]);
});

test("what a key does wrong is told of; what a provider does, and what all keys get alike, is not", async () => {
  const wrong = await makeOrdinaryKey();
  await wrong.feed(many(60, { status: 400, errorCode: "provider_rejected", costNanoUsd: 0n }));
  const outage = await makeOrdinaryKey();
  await outage.feed(many(60, { status: 502, errorCode: "provider_failed", costNanoUsd: 0n }));
  const { accountId } = await makeOwner(db);
  const alike = [];
  for (let n = 0; n < 4; n += 1) {
    const key = await makeOrdinaryKey({ accountId });
    await key.feed(many(60, { status: 404, errorCode: "model_not_found", costNanoUsd: 0n }));
    alike.push(key);
  }
  await look();
  expect(await toldOf(wrong.keyId)).toEqual([
    "key.error_burst: Production had 60 of its 60 calls in the last 10 minutes rejected, 100%; usually 0% fail.",
  ]);
  expect(await toldOf(outage.keyId)).toEqual([]);
  for (const { keyId } of alike) expect(await toldOf(keyId)).toEqual([]);
});

test("what is off is not told of, by the key's word and, where it has none, by its account's", async () => {
  const guard = { ...DEFAULT_GUARD, model: "off", network: "off" } as const;
  const own = await makeOrdinaryKey({ guard });
  const { accountId } = await makeOwner(db);
  await db.insert(keyPolicies).values({ accountId, guard });
  const account = await makeOrdinaryKey({ accountId });
  const other = await makeOrdinaryKey({ accountId, guard: DEFAULT_GUARD });
  for (const key of [own, account, other])
    await key.feed([{ modelAsked: "o3", modelUsed: "o3", network: "192.0.2.44" }]);
  await look();
  expect(await toldOf(own.keyId)).toEqual([]);
  expect(await toldOf(account.keyId)).toEqual([]);
  expect(await toldOf(other.keyId)).toHaveLength(2);
});

test("a call that took long is seen when it ends", async () => {
  const key = await makeOrdinaryKey();
  const startedAt = new Date(now - 12 * MINUTE_MS);
  await key.feed([{ modelAsked: "o3", modelUsed: "o3", startedAt, latencyMs: 11 * MINUTE_MS }]);
  const looks = Array.from({ length: 5 * 4 }, (_, n) => now + n * 15 * SECOND_MS);
  for (const at of looks) await look(at);
  expect(await toldOf(key.keyId)).toHaveLength(1);
});

import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { listKeyNetworks } from "./key-networks";
import { knowNetwork } from "./know-network";
import { getKey } from "./queries";
import { revocationOf } from "./revocation";

const { db, sql, end } = await testDatabase();
afterAll(end);

const at = new Date("2026-11-24T12:00:00.431Z");
const near = (ms: number) => new Date(at.getTime() + ms);

test.each([
  ["deleted", { deletedAt: at }],
  ["disabled", { disabledAt: at }],
  ["expired", { expiresAt: at }],
] as const)(
  "a key that was %s tells its last accepted call and the first refused one",
  async (how, moments) => {
    const { accountId } = await makeOwner(db);
    const ctx = testContext(db, accountId);
    const { keyId, secretId } = await makeKey(db, { accountId, ...moments });
    const code = `key_${how}`;
    await makeRequests(db, { accountId, keyId, secretId }, [
      // It had been stopped before, and worked again.
      { startedAt: near(-90_000_000), status: 401, errorCode: code },
      { startedAt: near(-5_000) },
      { startedAt: near(-311), status: 502, errorCode: "provider_failed" },
      { startedAt: near(71), status: 401, errorCode: code },
      { startedAt: near(99), status: 401, errorCode: code },
    ]);
    expect(await revocationOf(ctx, await getKey(ctx, keyId))).toEqual({
      how,
      at,
      lastAcceptedAt: near(-311),
      firstRefusedAt: near(71),
    });
  },
);

test("a key that works tells nothing, and one nobody called tells only when it was stopped", async () => {
  const { accountId } = await makeOwner(db);
  const ctx = testContext(db, accountId);
  const works = await makeKey(db, { accountId });
  expect(await revocationOf(ctx, await getKey(ctx, works.keyId))).toBeNull();
  const { keyId } = await makeKey(db, { accountId, deletedAt: at });
  const told = await revocationOf(ctx, await getKey(ctx, keyId));
  expect(told).toEqual({ how: "deleted", at, lastAcceptedAt: null, firstRefusedAt: null });
});

test("a network of a key is marked as known once, by its own account only", async () => {
  const { accountId } = await makeOwner(db);
  const ctx = testContext(db, accountId);
  const { keyId, secretId } = await makeKey(db, { accountId });
  await makeRequests(db, { accountId, keyId, secretId }, [
    { network: "203.0.113.7", startedAt: near(0) },
    { network: "2001:db8::1", startedAt: near(60_000) },
  ]);
  const networks = await listKeyNetworks(ctx, { keyId, limit: 10 });
  expect(networks.map(({ network, knownAt }) => [network, knownAt])).toEqual([
    ["2001:db8:0:0::/64", null],
    ["203.0.113.7", null],
  ]);
  await knowNetwork(ctx, { keyId, network: "203.0.113.7" });
  await knowNetwork(ctx, { keyId, network: "203.0.113.7" });
  const [, known] = await listKeyNetworks(ctx, { keyId, limit: 10 });
  expect(known?.knownAt).not.toBeNull();
  const entries =
    await sql`select after from audit_entries where account_id = ${accountId} and action = 'key.network_known'`;
  expect(entries.map(({ after }) => after)).toEqual([{ network: "203.0.113.7" }]);
  const stranger = testContext(db, (await makeOwner(db)).accountId);
  for (const [who, network] of [
    [stranger, "203.0.113.7"],
    [ctx, "198.51.100.1"],
    [ctx, "a\0b"],
  ] as const) {
    await expect(knowNetwork(who, { keyId, network })).rejects.toMatchObject({ code: "not_found" });
  }
});

import { afterAll, expect, test } from "vitest";
import { makeGate, makeKey, makeOwner } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { makeSpendingLimit } from "@/db/factories-spending";
import { newId } from "@/lib/core/ids";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { setTestEnvironment } from "@/lib/testing/environment";
import { getOnboarding } from "./get-onboarding";

const { db, sql, url, end } = await testDatabase();
setTestEnvironment(url);
afterAll(end);

test("each step is done when its thing is there, and the first answer is timed from the account's making", async () => {
  const { accountId } = await makeOwner(db);
  const ctx = testContext(db, accountId);
  const done = async () =>
    Object.entries((await getOnboarding(ctx)).done).flatMap(([step, isDone]) => (isDone ? [step] : []));
  expect(await done()).toEqual([]);
  await makeKey(db, { accountId, purpose: "test" });
  expect(await done()).toEqual([]);
  const { keyId, secretId } = await makeKey(db, { accountId });
  expect(await done()).toEqual(["key"]);
  await makeGate(db, { accountId, name: "support", isDefault: false });
  await makeSpendingLimit(db, { accountId });
  await sql`
    insert into provider_keys (id, account_id, provider, kind, label, base_url)
    values (${newId()}, ${accountId}, 'own', 'openai-compatible', 'Own', 'http://127.0.0.1:1')`;
  expect(await done()).toEqual(["provider", "gate", "key", "limit"]);

  const madeAt = Date.now() - 600_000;
  await sql`update accounts set created_at = ${new Date(madeAt)} where id = ${accountId}`;
  const caller = { accountId, keyId, secretId };
  const at = (ms: number) => ({ startedAt: new Date(madeAt + ms) });
  await makeRequests(db, caller, [
    { ...at(60_000), status: 502, errorCode: "provider_failed" },
    { ...at(90_000), isTest: true },
  ]);
  expect((await getOnboarding(ctx)).first).toBeNull();
  const [id] = await makeRequests(db, caller, [
    { ...at(134_000), latencyMs: 0, endedAt: new Date(madeAt + 134_000), costNanoUsd: 180_000n },
    at(500_000),
  ]);
  expect((await getOnboarding(ctx)).first).toEqual({
    id,
    at: new Date(madeAt + 134_000),
    tookMs: 134_000,
    costNanoUsd: 180_000n,
  });
  expect(await done()).toEqual(["provider", "gate", "key", "request", "limit"]);
});

test("a change of the first gate is as good as a new one, and another account's things count for nobody else", async () => {
  const [{ accountId, gateId }, { accountId: other }] = [await makeOwner(db), await makeOwner(db)];
  await sql`update gates set version = 2 where id = ${gateId}`;
  expect((await getOnboarding(testContext(db, accountId))).done.gate).toBe(true);
  expect((await getOnboarding(testContext(db, other))).done.gate).toBe(false);
});

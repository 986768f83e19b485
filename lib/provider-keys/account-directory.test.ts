import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { providerKeys } from "@/db/schema/provider-keys";
import type { AccountId } from "@/lib/core/ids";
import { HOUR_MS } from "@/lib/core/time";
import { noteFailure } from "@/lib/providers/health";
import { secretBox } from "@/lib/sealing/secret-box";
import { testContext } from "@/lib/testing/context";
import { type FakeOpenAI, startFakeOpenAI } from "@/lib/testing/fake-openai";
import { PROVIDER_KEY, startGatewayServer } from "@/lib/testing/gateway-server";
import { exploreUsage } from "@/lib/usage/explore/explore-usage";
import { accountDirectory } from "./account-directory";
import { createProviderKeyInput } from "./contract";
import { createProviderKey } from "./create-provider-key";
import { deleteProviderKeys } from "./delete-provider-keys";
import { providerKeyPlace } from "./instance-box";
import { getConfigVersion } from "./queries";
import { toggleProviderKeys } from "./toggle-provider-keys";
import { updateProviderKey } from "./update-provider-key";

const OWN_KEY = "sk-own-93b1d5c7e2f4-of-the-account";
let platform: FakeOpenAI;
let own: FakeOpenAI;
let gateway: Awaited<ReturnType<typeof startGatewayServer>>;
beforeAll(async () => {
  platform = await startFakeOpenAI();
  own = await startFakeOpenAI();
  gateway = await startGatewayServer(platform.baseUrl);
});
afterAll(async () => {
  expect(gateway.faults).toEqual([]);
  await gateway.stop();
  await platform.stop();
  await own.stop();
});
beforeEach(() => {
  platform.requests.length = 0;
  own.requests.length = 0;
});

type Caller = Awaited<ReturnType<typeof gateway.makeCaller>>;
const ctxOf = ({ accountId }: { accountId: AccountId }) => testContext(gateway.db, accountId);
const create = (caller: Caller, given: object = {}) =>
  createProviderKey(
    ctxOf(caller),
    createProviderKeyInput.parse({ provider: "openai", apiKey: OWN_KEY, baseUrl: own.baseUrl, ...given }),
  );
const call = async (caller: Caller, model?: string) => {
  const messages = [{ role: "user", content: "Hello" }];
  const answer = await gateway.chat(caller.authorization, { ...(model && { model }), messages });
  return { status: answer.status, body: await answer.json() };
};
const directoryOf = async (caller: Caller) => {
  const configVersion = await getConfigVersion(ctxOf(caller));
  return accountDirectory({ accountId: caller.accountId, configVersion });
};
/** The keys that the two fakes were shown by calls, in order. */
const seen = (fake: FakeOpenAI) => fake.requests.map(({ headers }) => headers.authorization);

describe("a call through the gateway", () => {
  test("speaks to each server of one provider in that server's own way", async () => {
    const caller = await gateway.makeCaller("openai/gpt-4o-mini", { maxTokens: 7 });
    // OpenAI itself, which rests, and behind it a server that may not know OpenAI's newer fields.
    const { id } = await create(caller);
    await gateway.db.update(providerKeys).set({ baseUrl: null }).where(eq(providerKeys.id, id));
    await create(caller, { additional: true });
    const [official] = (await directoryOf(caller)).get("openai")?.providers ?? [];
    noteFailure(official ?? expect.fail("no such provider"), "gpt-4o-mini", Date.now(), 60);
    expect((await call(caller)).status).toBe(200);
    expect(JSON.parse(String(own.requests[0]?.body))).toMatchObject({ max_tokens: 7 });
  });

  test("uses the account's own key from the next request on, and the instance's again once it is deleted", async () => {
    const caller = await gateway.makeCaller();
    expect((await call(caller)).status).toBe(200);
    expect(seen(platform)).toEqual([`Bearer ${PROVIDER_KEY}`]);
    await create(caller);
    expect((await call(caller)).status).toBe(200);
    expect(seen(own)).toEqual([`Bearer ${OWN_KEY}`]);
    await deleteProviderKeys(ctxOf(caller), { ref: "openai" });
    expect((await call(caller)).status).toBe(200);
    expect([seen(platform).length, seen(own).length]).toEqual([2, 1]);
  });

  test("notes in the log and its sums whose key was used, and nobody's where nobody was asked", async () => {
    const caller = await gateway.makeCaller();
    await call(caller);
    await create(caller);
    await call(caller);
    await call(caller, "openai/gpt-4o-mini");
    expect((await call(caller, "nobody/knows")).status).toBe(404);
    const rows = await gateway.rowsOf(caller.keyId);
    expect(rows.map(({ ownProviderKey }) => ownProviderKey)).toEqual([false, true, true, null]);
    const [cost = 0n] = rows.map(({ costNanoUsd }) => costNanoUsd ?? 0n);
    expect(cost).toBeGreaterThan(0n);
    const now = Date.now();
    const span = {
      from: new Date(now - HOUR_MS),
      to: new Date(now + HOUR_MS),
      zone: "UTC",
      grain: "none",
    } as const;
    const { total } = await exploreUsage(ctxOf(caller), { ...span, metric: "ownSpend", filter: {}, top: 1 });
    expect(total).toMatchObject({
      costNanoUsd: 3n * cost,
      ownCostNanoUsd: 2n * cost,
      ownRequests: 2,
      ownUnpriced: 0,
    });
  });

  test("uses the own key again and again while nothing changes, and a replaced one at once", async () => {
    const caller = await gateway.makeCaller();
    await create(caller);
    for (let n = 0; n < 3; n += 1) await call(caller);
    const next = "sk-own-the-next-1234567890";
    await updateProviderKey(ctxOf(caller), { ref: "openai", apiKey: next });
    await call(caller);
    expect(seen(own)).toEqual([...Array(3).fill(`Bearer ${OWN_KEY}`), `Bearer ${next}`]);
    expect(seen(platform)).toEqual([]);
  });

  test("takes the instance's key while the own one is disabled", async () => {
    const caller = await gateway.makeCaller();
    await create(caller);
    await toggleProviderKeys(ctxOf(caller), { ref: "openai", isActive: false });
    await call(caller);
    await toggleProviderKeys(ctxOf(caller), { ref: "openai", isActive: true });
    await call(caller);
    expect([seen(platform).length, seen(own).length]).toEqual([1, 1]);
  });

  test("never shows the instance's provider what a gate sends to a server of the account that is disabled", async () => {
    const caller = await gateway.makeCaller("lab/my-own");
    await create(caller, { provider: "openai-compatible", name: "lab" });
    expect((await call(caller)).status).toBe(200);
    await toggleProviderKeys(ctxOf(caller), { ref: "lab", isActive: false });
    const { status, body } = await call(caller);
    expect([status, body.error.code]).toEqual([400, "gate_model_unknown"]);
    expect([seen(platform).length, seen(own).length]).toEqual([0, 1]);
  });

  test("never uses another account's key", async () => {
    const [owner, stranger] = [await gateway.makeCaller(), await gateway.makeCaller()];
    await create(owner);
    await call(stranger);
    expect([seen(platform).length, seen(own).length]).toEqual([1, 0]);
    await create(owner, { provider: "openai-compatible", name: "lab" });
    expect((await call(owner, "lab/echo")).status).toBe(200);
    expect((await call(stranger, "lab/echo")).body.error.code).toBe("model_not_found");
  });

  test("with a key that cannot be decrypted fails with a sentence, and never with the instance's key", async () => {
    const caller = await gateway.makeCaller();
    const { id } = await create(caller);
    const foreign = secretBox({ current: randomBytes(32) });
    const sealed = Buffer.from(foreign.seal(OWN_KEY, providerKeyPlace(caller.accountId, id)));
    await gateway.sql`update provider_keys set encrypted_key = ${sealed} where id = ${id}`;
    await gateway.sql`update accounts set config_version = config_version + 1 where id = ${caller.accountId}`;
    const { status, body } = await call(caller);
    expect([status, body.error.code]).toEqual([502, "provider_key_unreadable"]);
    expect(body.error.message).toBe(
      "The account's key for OpenAI cannot be decrypted. The owner of the account has to enter it again.",
    );
    expect([...seen(platform), ...seen(own)]).toEqual([]);
    expect(await gateway.rowsOf(caller.keyId)).toMatchObject([
      { status: 502, errorCode: "provider_key_unreadable" },
    ]);
    await deleteProviderKeys(ctxOf(caller), { ref: id });
    expect((await call(caller)).status).toBe(200);
  });

  test("while the database is away is 503 and asks again afterwards", async () => {
    const caller = await gateway.makeCaller();
    await create(caller);
    gateway.databaseDoor.close();
    const question = { accountId: caller.accountId, configVersion: 99 };
    const failed = await Promise.resolve(accountDirectory(question)).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: "unavailable" });
    gateway.databaseDoor.open();
    expect((await accountDirectory({ accountId: caller.accountId, configVersion: 99 })).has("openai")).toBe(
      true,
    );
  });
});

describe("an account's directory", () => {
  test("has its own providers first, each with its keys in their order, then the instance's", async () => {
    const caller = await gateway.makeCaller();
    await create(caller, { provider: "openai-compatible", name: "lab" });
    await create(caller);
    const second = await create(caller, { additional: true, apiKey: "sk-own-second-1234567890" });
    await updateProviderKey(ctxOf(caller), { ref: second.id, position: 0 });
    const directory = await directoryOf(caller);
    expect([...directory.keys()]).toEqual(["lab", "openai", "sandbox"]);
    const entry = directory.get("openai");
    expect(entry?.providers.map(({ secrets }) => secrets[0])).toEqual(["sk-own-second-1234567890", OWN_KEY]);
    expect(entry?.providers.every(({ isOwn }) => isOwn)).toBe(true);
  });

  test("of an account without keys is the instance's own", async () => {
    const caller = await gateway.makeCaller();
    expect([...(await directoryOf(caller)).keys()]).toEqual(["openai", "sandbox"]);
  });

  test("keeps the connections of keys that did not change", async () => {
    const caller = await gateway.makeCaller();
    const { id } = await create(caller);
    const before = (await directoryOf(caller)).get("openai")?.providers[0];
    await updateProviderKey(ctxOf(caller), { ref: id, label: "Another label" });
    expect((await directoryOf(caller)).get("openai")?.providers[0]).toBe(before);
    await updateProviderKey(ctxOf(caller), { ref: id, apiKey: OWN_KEY });
    expect((await directoryOf(caller)).get("openai")?.providers[0]).not.toBe(before);
  });

  test("is read once for all who ask together, and by nobody while nothing changes", async () => {
    const caller = await gateway.makeCaller();
    await create(caller);
    const configVersion = await getConfigVersion(ctxOf(caller));
    const ask = () => accountDirectory({ accountId: caller.accountId, configVersion });
    const all = await Promise.all(Array.from({ length: 50 }, ask));
    expect(new Set(all.map((directory) => directory.get("openai")?.providers[0])).size).toBe(1);
    gateway.databaseDoor.close();
    expect((await ask()).get("openai")).toBe(all[0]?.get("openai"));
    gateway.databaseDoor.open();
  });
});

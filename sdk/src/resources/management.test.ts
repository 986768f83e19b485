import { afterAll, expect, test } from "vitest";
import { makeKey } from "@/db/factories";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { Layer, type List, NotFoundError } from "../index";

const PROVIDER_KEY = "a-key-of-the-provider-1234";
const provider = await startFakeOpenAI({ apiKey: PROVIDER_KEY });
const gateway = await startGatewayServer(provider.baseUrl);
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
  expect(gateway.faults).toEqual([]);
});

async function client() {
  const caller = await gateway.makeCaller("sandbox/echo");
  return { ...caller, layer: new Layer({ apiKey: caller.secret, baseUrl: gateway.url }) };
}

async function all<T>(list: List<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of list) found.push(one);
  return found;
}

const messages = [{ role: "user" as const, content: "Say hello" }];

test("a key lives: made, found, renamed, disabled, enabled, rotated, duplicated, deleted, brought back", async () => {
  const { layer } = await client();
  const made = await layer.keys.create({ name: "Production", tags: ["web"] });
  expect(made.key).toMatch(/^layer_[0-9a-f]{64}$/);
  const its = new Layer({ apiKey: made.key, baseUrl: gateway.url });
  expect(await its.whoami()).toMatchObject({ id: made.id, name: "Production", permissions: "full" });
  expect((await layer.keys.update(made.id, { name: "CI" })).name).toBe("CI");
  expect((await layer.keys.disable(made.id)).status).toBe("disabled");
  await expect(its.whoami()).rejects.toMatchObject({ status: 401, code: "key_disabled" });
  expect((await layer.keys.enable(made.id)).status).toBe("active");
  const rotated = await layer.keys.rotate(made.id, { oldSecretEnds: 3600 });
  expect(rotated.key).not.toBe(made.key);
  const [newest, older] = await layer.keys.secrets(made.id);
  expect([newest?.state, older?.state]).toEqual(["newest", "ending"]);
  await layer.keys.updateSecret(made.id, older?.id ?? "", { endsInSeconds: 60 });
  await layer.keys.stopSecret(made.id, older?.id ?? "");
  await expect(its.whoami()).rejects.toMatchObject({ code: "secret_revoked" });
  const twin = await layer.keys.duplicate(made.id);
  expect(twin).toMatchObject({ tags: ["web"], secret_available: true });
  const found = await layer.keys.find({ prefix: rotated.keyPrefix, lastFour: rotated.keyLastFour });
  expect(found.data[0]?.key.id).toBe(made.id);
  expect((await layer.keys.get(made.id)).name).toBe("CI");
  expect(await layer.keys.delete(made.id)).toBeUndefined();
  expect((await layer.keys.restore(made.id)).id).toBe(made.id);
  const { data } = await layer.keys.bulk({ ids: [twin.id], action: "delete" });
  expect(data).toMatchObject([{ id: twin.id, outcome: "changed" }]);
  expect(await layer.keys.forecast(made.id, { amount: "5" })).toHaveProperty("enoughData");
  expect(await layer.keys.previewScope(made.id, { scope: null })).toBeTypeOf("object");
});

test("the key policy is read and changed", async () => {
  const { layer } = await client();
  expect((await layer.keys.policy()).quietMinutes).not.toBe(45);
  expect((await layer.keys.updatePolicy({ quietMinutes: 45 })).quietMinutes).toBe(45);
});

test("a list awaited is its first page, an array; iterated, it is all of it, each once", async () => {
  const { layer, accountId } = await client();
  for (let n = 0; n < 4; n += 1) await makeKey(gateway.db, { accountId });
  const page = await layer.keys.list({ limit: 2 });
  expect([Array.isArray(page), page.length, page.hasMore]).toEqual([true, 2, true]);
  const ids = (await layer.keys.list()).map(({ id }) => id);
  expect(ids).toHaveLength(5);
  expect((await all(layer.keys.list({ limit: 2 }))).map(({ id }) => id)).toEqual(ids);
  expect((await page.next())?.map(({ id }) => id)).toEqual(ids.slice(2, 4));
  expect((await layer.keys.list()).hasMore).toBe(false);
  const refused = layer.keys.list({ limit: 0 }).catch((thrown: unknown) => thrown);
  expect(await refused).toMatchObject({ status: 400, param: "limit" });
});

test("a gate lives: made, changed, tried, asked about, gone back in, written out, read in, deleted", async () => {
  const { layer } = await client();
  const made = await layer.gates.create({ name: "support", model: "sandbox/echo", temperature: 0.2 });
  const changed = await layer.gates.update("support", { temperature: 0.5, description: "Answers customers" });
  expect(changed).toMatchObject({ id: made.id, temperature: 0.5, hasChanges: true });
  expect(changed.changedFields).toContain("temperature");
  expect(changed.gate.temperature).toBe(0.5);
  expect((await layer.gates.get("support")).id).toBe(made.id);
  expect((await layer.gates.list()).map(({ name }) => name)).toContain("support");
  const tried = await layer.gates.test({ gateId: made.id, messages });
  expect(tried.primary).toMatchObject({ success: true, content: "Say hello" });
  expect((await layer.gates.suggestions(made.id)).primary).toBeTypeOf("string");
  expect((await layer.gates.suggest({ description: "Answer customers" })).alternatives).toBeInstanceOf(Array);
  const history = await all(layer.gates.history(made.id, { limit: 1 }));
  expect(history.length).toBeGreaterThan(1);
  expect((await layer.gates.rollback(made.id, { historyId: history.at(-1)?.id ?? "" })).temperature).toBe(
    0.2,
  );
  expect((await all(layer.gates.activity(made.id, { limit: 1 }))).length).toBeGreaterThan(1);
  expect(await layer.gates.whatIf(made.id, { model: "gpt-4o-mini" })).toBeTypeOf("object");
  const yaml = await layer.gates.exportYaml();
  expect(yaml).toContain("name: support");
  expect((await layer.gates.importYaml({ yaml, dryRun: true })).updated).toEqual([]);
  await layer.gates.delete(made.id);
  await expect(layer.gates.get(made.id)).rejects.toBeInstanceOf(NotFoundError);
});

test("calls show in logs, usage and spending, and logs go on exactly", async () => {
  const { layer, gateId, keyId } = await client();
  for (let n = 0; n < 5; n += 1) await layer.chat({ gateId, data: { messages } });
  const rows = await all(layer.logs.list({ limit: 2 }));
  expect(new Set(rows.map(({ id }) => id)).size).toBe(5);
  const skipped = await all(layer.logs.list({ limit: 2, offset: 1, key: [keyId] }));
  expect(skipped.map(({ id }) => id)).toEqual(rows.slice(1).map(({ id }) => id));
  const newer = await all(layer.logs.list({ limit: 2, after: rows[4]?.id }));
  expect(newer).toHaveLength(4);
  expect(await layer.logs.list({ failed: true })).toHaveLength(0);
  expect((await layer.logs.page({ limit: 2 })).pagination.total).toBe(5);
  const [first] = rows;
  expect((await layer.logs.get(first?.id ?? "")).keyId).toBe(keyId);
  expect((await layer.logs.overview()).totalRequests).toBe(5);
  expect((await layer.logs.gateTotal(gateId)).requests).toBe(5);
  expect(await layer.logs.export({ format: "csv" })).toContain(first?.id);
  // Nothing is kept unless an account asks for it.
  await expect(layer.logs.deletePayload(first?.id ?? "")).rejects.toBeInstanceOf(NotFoundError);
  expect((await layer.usage.get({ metric: "requests", range: "24h", group: "key" })).total.requests).toBe(5);
  const day = Math.floor(Date.now() / 86_400_000) * 86_400;
  const costs = await all(layer.usage.costs({ start_time: day - 86_400 * 2, limit: 1 }));
  expect(costs.flatMap(({ results }) => results).reduce((sum, { requests }) => sum + requests, 0)).toBe(5);
});

test("spending and its limits are read and set", async () => {
  const { layer, keyId } = await client();
  expect((await layer.spending.setLimit(25)).limit).toBe(25);
  expect((await layer.spending.setEnforcement("block")).success).toBe(true);
  expect(await layer.spending.get()).toMatchObject({ limit: 25, limitEnforcementType: "block" });
  const made = await layer.spending.createLimit({
    keyId,
    period: "monthly",
    amountUsd: "5",
    enforcement: "block",
  });
  expect((await layer.spending.raiseLimit(made.id, { amountUsd: "1" })).raisedUsd).toBe("1");
  expect((await layer.spending.updateLimit(made.id, { amountUsd: "6" })).amountUsd).toBe("6");
  expect((await layer.spending.getLimit(made.id)).keyId).toBe(keyId);
  expect((await all(layer.spending.limits({ limit: 1 }))).length).toBe(2);
  await layer.spending.deleteLimit(made.id);
  expect((await layer.spending.reset()).success).toBe(true);
});

test("provider keys, limits, models and the audit log answer", async () => {
  const { layer } = await client();
  const made = await layer.providerKeys.create({
    provider: "openai-compatible",
    name: "lab",
    baseUrl: provider.baseUrl,
    apiKey: PROVIDER_KEY,
  });
  expect((await layer.providerKeys.list()).map(({ id }) => id)).toEqual([made.id]);
  await layer.providerKeys.update(made.id, { apiKey: PROVIDER_KEY });
  expect((await layer.providerKeys.test(made.id)).valid).toBe(true);
  await layer.providerKeys.toggle(made.id, false);
  expect((await layer.providerKeys.test(made.id, { apiKey: "wrong" })).valid).toBe(false);
  await layer.providerKeys.delete(made.id);
  expect((await layer.limits.list()).object).toBe("list");
  const models = await layer.models.list();
  expect(models.map(({ id }) => id)).toContain("sandbox/echo");
  expect((await layer.models.get("sandbox/echo")).owned_by).toBe("sandbox");
  expect((await layer.models.registry()).models["gpt-4o-mini"]?.provider).toBe("openai");
  const entries = await all(layer.audit.list({ limit: 1 }));
  expect(entries.length).toBeGreaterThan(2);
  expect((await layer.audit.get(entries[0]?.id ?? "")).id).toBe(entries[0]?.id);
  expect((await layer.audit.verify()).whole).toBe(true);
  expect(await layer.audit.export({ format: "csv" })).toContain("provider_key");
});

test("an id that would lead elsewhere is refused before anything is sent", async () => {
  const { layer } = await client();
  for (const id of ["", ".", "..", undefined as unknown as string])
    expect(() => layer.keys.delete(id)).toThrow("An id or a name is needed");
  await expect(layer.keys.get("../gates")).rejects.toBeInstanceOf(NotFoundError);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeOwner } from "@/db/factories";
import { newId } from "@/lib/core/ids";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { setTestEnvironment } from "@/lib/testing/environment";
import { type FakeOpenAI, startFakeOpenAI } from "@/lib/testing/fake-openai";
import { OFFERED_MODELS } from "@/lib/testing/fake-openai-answers";
import { startRawProvider } from "@/lib/testing/raw-provider";
import { checkProviderKey } from "./check-provider-key";
import { createProviderKeyInput, type ProviderKey } from "./contract";
import { createProviderKey } from "./create-provider-key";
import { deleteProviderKeys } from "./delete-provider-keys";
import { getConfigVersion, listProviderKeys } from "./queries";
import { toggleProviderKeys } from "./toggle-provider-keys";
import { tryProviderKey } from "./try-provider-key";
import { updateProviderKey } from "./update-provider-key";

const { db, sql, url, end } = await testDatabase();
setTestEnvironment(url);
const SECRET = "sk-own-4f1d9c7b2a6e8035-unmistakable";
let fake: FakeOpenAI;
let other: FakeOpenAI;
beforeAll(async () => {
  fake = await startFakeOpenAI({ apiKey: SECRET });
  other = await startFakeOpenAI();
});
afterAll(async () => {
  await fake.stop();
  await other.stop();
  await end();
});

let ctx: ReturnType<typeof testContext>;
beforeEach(async () => {
  const { accountId, userId } = await makeOwner(db);
  ctx = testContext(db, accountId, { kind: "user", userId });
});

type Given = Partial<Parameters<typeof createProviderKeyInput.parse>[0] & object>;
const input = (given: Given = {}) =>
  createProviderKeyInput.parse({ provider: "openai", apiKey: SECRET, baseUrl: fake.baseUrl, ...given });
const create = (given: Given = {}) => createProviderKey(ctx, input(given));
const server = { provider: "openai-compatible", name: "lab" } as const;

/** What a change did to the version that tells the instances to read again. */
async function raised(change: () => Promise<unknown>): Promise<number> {
  const before = await getConfigVersion(ctx);
  await change();
  return (await getConfigVersion(ctx)) - before;
}

describe("adding a key", () => {
  test("tests it, stores it encrypted, and shows its ends alone for ever after", async () => {
    const key = await create({ label: "Team" });
    expect(key).toMatchObject({ provider: "openai", label: "Team", keyHint: "sk-own-…able", isActive: true });
    expect(key).toMatchObject({ position: 0, lastCheckError: null });
    expect(await listProviderKeys(ctx)).toEqual([key]);
    expect(JSON.stringify(key)).not.toContain("unmistakable".slice(0, 8));
    const [row] = await sql`select p::text as text, encrypted_key from provider_keys p where id = ${key.id}`;
    expect(row?.text).not.toContain(SECRET.slice(7, -4));
    expect(Buffer.from(row?.encrypted_key).toString("latin1")).not.toContain(SECRET.slice(7, -4));
  });

  test("takes off the blanks that a paste brings", async () => {
    expect((await create({ apiKey: `  ${SECRET}\n` })).keyHint).toBe("sk-own-…able");
  });

  test("a key that the provider refuses is not stored, and the refusal does not repeat it", async () => {
    const refused = create({ apiKey: "sk-wrong-0123456789" }).catch((error: unknown) => error);
    expect(await refused).toMatchObject({
      code: "invalid_field",
      param: "apiKey",
      message: "OpenAI does not accept this key. It said: Incorrect API key provided.",
    });
    expect(await listProviderKeys(ctx)).toEqual([]);
    expect(await raised(() => create({ apiKey: "sk-wrong-0123456789" }).catch(() => {}))).toBe(0);
  });

  test("a second key of a provider is a conflict unless it is meant to be additional", async () => {
    await create();
    await expect(create()).rejects.toMatchObject({ code: "conflict", param: "provider" });
    const second = await create({ additional: true });
    expect(second).toMatchObject({ position: 1, label: "OpenAI 2" });
  });

  test("of twenty at once one is stored", async () => {
    const made = await Promise.allSettled(Array.from({ length: 20 }, () => create()));
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await listProviderKeys(ctx)).toHaveLength(1);
  });

  test("a server of one's own has a name and needs no key; its models are named after it", async () => {
    const key = await create({ ...server, apiKey: undefined, baseUrl: `${other.baseUrl}/` });
    expect(key).toMatchObject({ provider: "lab", kind: "openai-compatible", label: "lab", keyHint: null });
    expect(key.baseUrl).toBe(other.baseUrl);
  });

  test("an account has at most 50", async () => {
    const rows = Array.from({ length: 50 }, () => newId());
    await sql`insert into provider_keys (id, account_id, provider, kind, label, base_url)
      select id, ${ctx.accountId}, 'many', 'openai-compatible', 'x', 'https://x.example' from unnest(${rows}::uuid[]) id`;
    await expect(create()).rejects.toMatchObject({ code: "conflict", message: /at most 50/ });
  });

  test.each([
    ["an inner address", "http://10.0.0.1/v1"],
    ["the cloud's metadata", "http://169.254.169.254/latest"],
    ["a private name", "https://db.internal/v1"],
    ["no address at all", "models"],
  ])("%s as base URL is refused with a sentence about it", async (_what, baseUrl) => {
    await expect(create({ baseUrl })).rejects.toMatchObject({ code: "invalid_field", param: "baseUrl" });
  });
});

describe("what a client may send", () => {
  const problems = (given: object) =>
    createProviderKeyInput
      .safeParse({ provider: "openai", apiKey: SECRET, ...given })
      .error?.issues.map(({ path }) => path.join("."));
  test.each([
    ["a known provider without a key", { apiKey: undefined }, "apiKey"],
    ["an empty key", { apiKey: "  " }, "apiKey"],
    ["a key with a line break", { apiKey: "a\nb" }, "apiKey"],
    ["a key that is not ASCII", { apiKey: "sk-ключ" }, "apiKey"],
    ["a key of 1,001 characters", { apiKey: "a".repeat(1_001) }, "apiKey"],
    ["an unknown provider", { provider: "acme" }, "provider"],
    ["a name for OpenAI", { name: "mine" }, "name"],
    ["a server without a name", { provider: "openai-compatible", baseUrl: "https://x.example" }, "name"],
    ["a server without a base URL", server, "baseUrl"],
    ["a server called openai", { ...server, name: "openai", baseUrl: "https://x.example" }, "name"],
    ["a server called like an id", { ...server, name: newId(), baseUrl: "https://x.example" }, "name"],
    ["a server in capitals", { ...server, name: "Lab", baseUrl: "https://x.example" }, "name"],
    ["a label of 101 characters", { label: "a".repeat(101) }, "label"],
    ["a label that reverses text", { label: "a\u202eb" }, "label"],
    ["a field that does not exist", { encryptedKey: "x" }, ""],
  ])("%s is refused", (_what, given, field) => {
    expect(problems(given)).toContain(field);
  });
});

describe("changing a key", () => {
  test("a base URL alone is refused until the key is typed again, and nothing is sent there", async () => {
    const key = await create();
    const moved = updateProviderKey(ctx, { ref: key.id, baseUrl: other.baseUrl });
    await expect(moved).rejects.toMatchObject({ code: "invalid_field", param: "apiKey" });
    await expect(updateProviderKey(ctx, { ref: key.id, baseUrl: null })).rejects.toMatchObject({
      param: "apiKey",
    });
    expect(await listProviderKeys(ctx)).toEqual([key]);
    const typed = await updateProviderKey(ctx, {
      ref: "openai",
      baseUrl: other.baseUrl,
      apiKey: "another-key-123456",
    });
    expect(typed).toMatchObject({ id: key.id, baseUrl: other.baseUrl, keyHint: "ano…456" });
  });

  test("a server without a key may move, since there is nothing to send", async () => {
    await create({ ...server, apiKey: undefined, baseUrl: other.baseUrl });
    const elsewhere = `${other.baseUrl}`.replace("127.0.0.1", "127.0.0.2");
    await expect(updateProviderKey(ctx, { ref: "lab", baseUrl: elsewhere })).rejects.toMatchObject({
      code: "invalid_field",
      param: "baseUrl",
      message: "lab cannot be reached. Check the address and that it answers.",
    });
    await expect(updateProviderKey(ctx, { ref: "lab", baseUrl: null })).rejects.toMatchObject({
      param: "baseUrl",
    });
  });

  test("a key that is typed for the old address meanwhile does not meet a new one", async () => {
    const { id } = await create({ ...server, apiKey: undefined, baseUrl: other.baseUrl });
    const elsewhere = await startRawProvider();
    elsewhere.answer = async (_request, response) => {
      await updateProviderKey(ctx, { ref: id, apiKey: "typed-for-the-old-address" });
      response.writeHead(200, { "content-type": "application/json" }).end('{"data":[]}');
    };
    const moved = updateProviderKey(ctx, { ref: id, baseUrl: elsewhere.baseUrl });
    await expect(moved).rejects.toMatchObject({ code: "conflict" });
    expect(await listProviderKeys(ctx)).toMatchObject([{ baseUrl: other.baseUrl, keyHint: "type…ress" }]);
    await elsewhere.stop();
  });

  test("another secret is tested before the old one is given up", async () => {
    await create();
    const wrong = updateProviderKey(ctx, { ref: "openai", apiKey: "sk-wrong-0123456789" });
    await expect(wrong).rejects.toMatchObject({ code: "invalid_field", param: "apiKey" });
    expect((await checkProviderKey(ctx, { ref: "openai" })).check).toMatchObject({ valid: true });
  });

  test("the order of a provider's keys is changed, and the others keep theirs", async () => {
    const keys = [await create(), await create({ additional: true }), await create({ additional: true })];
    const [first, second, third] = keys as [ProviderKey, ProviderKey, ProviderKey];
    const order = async () => (await listProviderKeys(ctx)).map(({ id }) => id);
    await updateProviderKey(ctx, { ref: third.id, position: 0 });
    expect(await order()).toEqual([third.id, first.id, second.id]);
    await updateProviderKey(ctx, { ref: third.id, position: 50 });
    expect(await order()).toEqual([first.id, second.id, third.id]);
    await expect(updateProviderKey(ctx, { ref: "openai", label: "Which?" })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("a stored key", () => {
  test("is tested when asked to, and what the provider says is kept without secrets", async () => {
    const key = await create();
    expect(await checkProviderKey(ctx, { ref: key.id })).toMatchObject({
      check: { valid: true, models: OFFERED_MODELS.length },
    });
    await fake.stop();
    const { check, key: after } = await checkProviderKey(ctx, { ref: key.id });
    expect(check).toEqual({
      valid: false,
      problem: "unreachable",
      message: "OpenAI cannot be reached. Check the address and that it answers.",
    });
    expect(after.lastCheckError).toBe("OpenAI cannot be reached. Check the address and that it answers.");
    const { port } = new URL(fake.baseUrl);
    fake = await startFakeOpenAI({ apiKey: SECRET, port: Number(port) });
    expect((await checkProviderKey(ctx, { ref: key.id })).key.lastCheckError).toBeNull();
  });

  test("that was moved to another account's row cannot be read there", async () => {
    await create();
    const { accountId } = await makeOwner(db);
    const thief = testContext(db, accountId);
    const id = newId();
    await sql`insert into provider_keys (id, account_id, provider, kind, label, base_url, encrypted_key)
      select ${id}, ${accountId}, provider, kind, label, ${other.baseUrl}, encrypted_key
      from provider_keys where account_id = ${ctx.accountId}`;
    expect((await checkProviderKey(thief, { ref: id })).check).toMatchObject({
      valid: false,
      problem: "unreadable",
      message:
        "The account's key for OpenAI cannot be decrypted. The owner of the account has to enter it again.",
    });
  });

  test("of another account is as unknown as a random id, for every verb", async () => {
    const { id } = await create();
    const { accountId } = await makeOwner(db);
    const stranger = testContext(db, accountId);
    for (const ref of [id, newId(), "openai", "junk", "a\0b"]) {
      for (const verb of [
        () => updateProviderKey(stranger, { ref, label: "Mine" }),
        () => toggleProviderKeys(stranger, { ref, isActive: false }),
        () => deleteProviderKeys(stranger, { ref }),
        () => checkProviderKey(stranger, { ref }),
      ]) {
        await expect(verb()).rejects.toMatchObject({ code: "not_found" });
      }
    }
    expect(await listProviderKeys(ctx)).toMatchObject([{ id, isActive: true }]);
  });

  test("is not needed to try another one in its place", async () => {
    await create();
    expect(await tryProviderKey(ctx, { ref: "openai", apiKey: SECRET })).toMatchObject({ valid: true });
    expect(await tryProviderKey(ctx, { ref: "openai", apiKey: "sk-wrong-0123456789" })).toMatchObject({
      valid: false,
      problem: "key_refused",
    });
    await expect(tryProviderKey(ctx, { ref: "junk", apiKey: SECRET })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

test("a provider's name means all its keys when they are disabled, enabled or deleted", async () => {
  await create();
  await create({ additional: true });
  await create({ ...server, baseUrl: other.baseUrl });
  expect(await toggleProviderKeys(ctx, { ref: "openai", isActive: false })).toMatchObject([
    { isActive: false },
    { isActive: false },
  ]);
  expect(await deleteProviderKeys(ctx, { ref: "openai" })).toHaveLength(2);
  expect(await listProviderKeys(ctx)).toMatchObject([{ provider: "lab", isActive: true }]);
  await expect(deleteProviderKeys(ctx, { ref: "openai" })).rejects.toMatchObject({ code: "not_found" });
});

test("every change tells the instances to read again, in the same transaction", async () => {
  expect(await raised(() => create())).toBe(1);
  expect(await raised(() => updateProviderKey(ctx, { ref: "openai", label: "New" }))).toBe(1);
  expect(await raised(() => toggleProviderKeys(ctx, { ref: "openai", isActive: false }))).toBe(1);
  expect(await raised(() => checkProviderKey(ctx, { ref: "openai" }))).toBe(1);
  expect(await raised(() => deleteProviderKeys(ctx, { ref: "openai" }))).toBe(1);
  expect(await raised(() => deleteProviderKeys(ctx, { ref: "openai" }).catch(() => {}))).toBe(0);
});

test("the trail has every change of a key, and of the key itself its ends alone", async () => {
  const first = await create({ label: "Team" });
  const second = await create({ additional: true });
  await updateProviderKey(ctx, { ref: first.id, label: "Ops", apiKey: SECRET });
  await updateProviderKey(ctx, { ref: second.id, position: 0 });
  await updateProviderKey(ctx, { ref: second.id, label: second.label });
  await toggleProviderKeys(ctx, { ref: "openai", isActive: false });
  await toggleProviderKeys(ctx, { ref: "openai", isActive: false });
  await deleteProviderKeys(ctx, { ref: first.id });
  const trail = await sql`
    select action, subject_id as id, before, after, entry::text as text
    from audit_entries entry where account_id = ${ctx.accountId} order by sequence`;
  const told = trail.map(({ text: _, ...entry }) => entry);
  const hint = { keyHint: "sk-own-…able" };
  expect(told).toMatchObject([
    { action: "provider_key.created", id: first.id, before: null, after: { label: "Team", ...hint } },
    { action: "provider_key.created", id: second.id, before: null, after: { position: 1, ...hint } },
    { action: "provider_key.updated", id: first.id, before: { label: "Team" }, after: { label: "Ops" } },
    { action: "provider_key.updated", id: first.id, before: { position: 0 }, after: { position: 1 } },
    { action: "provider_key.updated", id: second.id, before: { position: 1 }, after: { position: 0 } },
    { action: "provider_key.updated", id: second.id, before: { isActive: true }, after: { isActive: false } },
    { action: "provider_key.updated", id: first.id, before: { isActive: true }, after: { isActive: false } },
    { action: "provider_key.deleted", id: first.id, before: { label: "Ops", ...hint }, after: null },
  ]);
  // The same key again is encrypted anew, which shows.
  expect(Object.keys(told[2]?.after)).toContain("fingerprint");
  for (const { text } of trail) expect(text).not.toContain(SECRET.slice(7, -4));
});

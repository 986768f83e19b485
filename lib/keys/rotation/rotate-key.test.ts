import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner, makeUser } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { keyPolicies } from "@/db/schema/keys";
import { type KeyId, newId, type SecretId } from "@/lib/core/ids";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { openAdmissionDesk } from "../admission";
import { hashSecret, inspectSecret } from "../key-secret";
import { keyVerdict } from "../key-verdict";
import { getKey } from "../queries";
import { testKey } from "../test-key";
import { extendSecret } from "./extend-secret";
import { listSecrets, MOST_COUNTED, rotationProof } from "./queries";
import { rotateKey } from "./rotate-key";
import { stopSecret } from "./stop-secret";

const { db, sql, end } = await testDatabase();
afterAll(end);
const desk = openAdmissionDesk(() => sql);

async function newKey(given: object = {}) {
  const { accountId, userId } = await makeOwner(db);
  const ctx = testContext(db, accountId, { kind: "user", userId });
  return { ctx, ...(await makeKey(db, { accountId, name: "Shop", ...given })) };
}

/** "works", or the code that whoever sends the secret is told. */
async function stateOf(secret: string | null): Promise<string> {
  const admission = await desk.admit({ hash: hashSecret(secret ?? ""), gateRef: null });
  if (admission === null) return "unknown";
  return keyVerdict(admission)?.code ?? "works";
}

const secretsOf = (keyId: string) => sql<
  { id: SecretId; ends_in: number | null; revoked_at: Date | null; last_four: string }[]
>`
  select id, revoked_at, last_four, extract(epoch from expires_at - now())::float8 as ends_in
  from api_key_secrets where key_id = ${keyId} order by id`;

test("a rotation gives a genuine secret and changes nothing else; both work, the old one to its end", async () => {
  const { ctx, keyId, secret: old } = await newKey({ tags: ["web"], scope: { gates: ["a"] } });
  const before = await getKey(ctx, keyId);
  const { key, newest, secret } = await rotateKey(ctx, { keyId });
  expect(inspectSecret(secret ?? "").kind).toBe("plausible");
  const rotatingUntil = expect.any(Date);
  const shown = { prefix: secret?.slice(0, 12), lastFour: secret?.slice(-4) };
  expect(key).toEqual({ ...before, ...shown, rotatingUntil });
  expect(newest).toMatchObject({ ...shown, state: "newest", endsAt: null });
  expect(await stateOf(old)).toBe("works");
  expect(await stateOf(secret)).toBe("works");
  const [first] = await secretsOf(keyId);
  expect(first?.ends_in).toBeCloseTo(DAY_MS / 1_000, -2);
  const [dump] =
    await sql`select string_agg(s::text, '') || (select string_agg(e::text, '') from audit_entries e) as text
    from api_key_secrets s`;
  expect(dump?.text).not.toContain(secret?.slice(12, -4));
  const [entry] = await sql`select action, before, after from audit_entries where subject_id = ${keyId}`;
  expect(entry?.action).toBe("key.rotated");
  expect(entry?.after).toMatchObject({ lastFour: shown.lastFour, secretId: newest.id });
});

test.each([
  ["now", null],
  [900, 900],
  [7 * 86_400, 7 * 86_400],
] as const)("an old secret that ends %s stops then", async (oldSecretEnds, seconds) => {
  const { ctx, keyId, secret: old } = await newKey();
  await rotateKey(ctx, { keyId, oldSecretEnds });
  const [first] = await secretsOf(keyId);
  if (seconds === null) {
    expect(first?.revoked_at).not.toBeNull();
    expect(await stateOf(old)).toBe("secret_revoked");
    expect((await getKey(ctx, keyId)).rotatingUntil).toBeNull();
  } else expect(Math.abs((first?.ends_in ?? 0) - seconds)).toBeLessThan(60);
});

test.each([-90_000, 90_000])("a clock that is off by %i ms moves no end of a secret", async (offMs) => {
  const { ctx, keyId } = await newKey();
  ctx.clock.at = new Date(Date.now() + offMs);
  const began = performance.now();
  await rotateKey(ctx, { keyId, oldSecretEnds: 3_600 });
  const [first] = await secretsOf(keyId);
  const tookSeconds = (performance.now() - began) / 1_000;
  expect(Math.abs((first?.ends_in ?? 0) - 3_600)).toBeLessThan(1 + tookSeconds);
  // The order of the secrets does not depend on it either.
  const again = await rotateKey(ctx, { keyId, oldSecretEnds: "now" });
  expect((await secretsOf(keyId)).at(-1)?.id).toBe(again.newest.id);
});

test("of 20 who rotate the same secret at once exactly one wins, and the others are told who", async () => {
  const { ctx, keyId, secretId } = await newKey();
  const { userId } = await makeUser(db, { accountId: ctx.accountId, name: "Grace" });
  const grace = { ...ctx, actor: { kind: "user", userId } as const };
  const rotations = await Promise.allSettled(
    Array.from({ length: 20 }, () => rotateKey(grace, { keyId, oldSecretEnds: "now", replaces: secretId })),
  );
  const refused = rotations.filter(({ status }) => status === "rejected") as PromiseRejectedResult[];
  expect(refused).toHaveLength(19);
  for (const { reason } of refused) {
    expect(reason).toMatchObject({ code: "rotation_conflict", status: 409 });
    expect(reason.message).toMatch(/^Grace rotated this key a moment ago/);
  }
  expect(await secretsOf(keyId)).toHaveLength(2);
});

test("of 20 who rotate at once without saying what they saw one wins, and at most two secrets work", async () => {
  const { ctx, keyId } = await newKey();
  const rotations = await Promise.allSettled(Array.from({ length: 20 }, () => rotateKey(ctx, { keyId })));
  expect(rotations.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await secretsOf(keyId)).toHaveLength(2);
});

test("while an older secret works, only a rotation that ends them all now goes ahead", async () => {
  const { ctx, keyId, secret: first } = await newKey();
  const { secret: second } = await rotateKey(ctx, { keyId });
  const refused = rotateKey(ctx, { keyId, oldSecretEnds: 900 });
  await expect(refused).rejects.toMatchObject({
    code: "rotation_conflict",
    message: expect.stringMatching(
      new RegExp(`Test Person did so a moment ago, and the old secret …${first.slice(-4)} works until 20`),
    ),
  });
  const { secret: third } = await rotateKey(ctx, { keyId, oldSecretEnds: "now" });
  expect(await Promise.all([first, second, third].map(stateOf))).toEqual([
    "secret_revoked",
    "secret_revoked",
    "works",
  ]);
});

test("a repeated rotation makes one secret, and says something else only to something else", async () => {
  const { ctx, keyId } = await newKey();
  const input = { keyId, oldSecretEnds: 3_600, idempotencyKey: "deploy-7" } as const;
  const made = await Promise.all(Array.from({ length: 20 }, () => rotateKey(ctx, input)));
  expect(made.filter(({ secret }) => secret !== null)).toHaveLength(1);
  expect(new Set(made.map(({ newest }) => newest.id)).size).toBe(1);
  expect(await secretsOf(keyId)).toHaveLength(2);
  for (const other of [{ oldSecretEnds: "now" as const }, { replaces: made[0]?.newest.id }]) {
    await expect(rotateKey(ctx, { ...input, ...other })).rejects.toMatchObject({
      code: "idempotency_conflict",
    });
  }
  await sql`update api_key_secrets set created_at = created_at - interval '24 hours' where key_id = ${keyId}`;
  const nextDay = await rotateKey(ctx, { ...input, oldSecretEnds: "now" });
  expect(nextDay.secret).not.toBeNull();
});

test("an idempotency key is its key's own, and a bad one is refused", async () => {
  const one = await newKey();
  const other = await makeKey(db, { accountId: one.ctx.accountId });
  for (const keyId of [one.keyId, other.keyId]) {
    expect((await rotateKey(one.ctx, { keyId, idempotencyKey: "same" })).secret).not.toBeNull();
  }
  const bad = rotateKey(one.ctx, { keyId: one.keyId, idempotencyKey: "line\nbreak" });
  await expect(bad).rejects.toMatchObject({ code: "invalid_field", param: "idempotencyKey" });
});

test.each([
  ["in the past", new Date(Date.now() - 1_000), /has passed/],
  ["91 days ahead", new Date(Date.now() + 91 * DAY_MS), /at most 90 days/],
  ["no moment", new Date(Number.NaN), /has passed/],
])("an end that is %s is refused, and nothing happens", async (_case, oldSecretEnds, message) => {
  const { ctx, keyId } = await newKey();
  await expect(rotateKey(ctx, { keyId, oldSecretEnds })).rejects.toMatchObject({
    code: "invalid_field",
    param: "oldSecretEnds",
    message: expect.stringMatching(message),
  });
  expect(await secretsOf(keyId)).toHaveLength(1);
});

test("disabled and exposed keys can be rotated; deleted, foreign and unknown ones are not found, that of tests not meant", async () => {
  const { ctx, keyId } = await newKey({ disabledAt: new Date(), exposedAt: new Date() });
  expect((await rotateKey(ctx, { keyId })).secret).not.toBeNull();
  const deleted = await makeKey(db, { accountId: ctx.accountId, deletedAt: new Date() });
  const foreign = (await newKey()).keyId;
  for (const id of [deleted.keyId, foreign, newId<KeyId>(), "junk"]) {
    await expect(rotateKey(ctx, { keyId: id })).rejects.toMatchObject({ code: "not_found" });
  }
  const tests = await testKey(ctx);
  await expect(rotateKey(ctx, { keyId: tests.keyId })).rejects.toMatchObject({ code: "conflict" });
});

test("an old secret is stopped or given more time; the newest one and one that ended are not", async () => {
  const { ctx, keyId, secretId, secret: old } = await newKey();
  const { newest } = await rotateKey(ctx, { keyId });
  const longer = await extendSecret(ctx, { keyId, secretId, ends: 2 * 86_400 });
  expect(longer.state).toBe("ending");
  expect((await secretsOf(keyId))[0]?.ends_in).toBeCloseTo(2 * 86_400, -2);
  const until = new Date(Date.now() + HOUR_MS);
  expect((await extendSecret(ctx, { keyId, secretId, ends: until })).endsAt).toEqual(until);
  const past = extendSecret(ctx, { keyId, secretId, ends: new Date(Date.now() - 1) });
  await expect(past).rejects.toMatchObject({ code: "invalid_field", param: "endsAt" });
  expect(await stateOf(old)).toBe("works");
  const stopped = await stopSecret(ctx, { keyId, secretId });
  expect(stopped).toMatchObject({ state: "stopped" });
  expect(await stateOf(old)).toBe("secret_revoked");
  expect(await stopSecret(ctx, { keyId, secretId })).toEqual(stopped);
  await expect(extendSecret(ctx, { keyId, secretId, ends: 60 })).rejects.toMatchObject({ code: "conflict" });
  const ofNewest = { keyId, secretId: newest.id };
  await expect(stopSecret(ctx, ofNewest)).rejects.toMatchObject({ code: "conflict" });
  await expect(extendSecret(ctx, { ...ofNewest, ends: 60 })).rejects.toMatchObject({ code: "conflict" });
  const elsewhere = await newKey();
  const foreign = { keyId, secretId: elsewhere.secretId };
  await expect(stopSecret(ctx, foreign)).rejects.toMatchObject({ code: "not_found" });
  const actions = await sql`select action from audit_entries where subject_id = ${keyId} order by sequence`;
  expect(actions.map(({ action }) => action)).toEqual([
    "key.rotated",
    "key.secret_extended",
    "key.secret_extended",
    "key.secret_stopped",
  ]);
  expect((await rotateKey(ctx, { keyId })).secret).not.toBeNull();
});

test("the holder of an old secret is told whether it ended as planned or was stopped, and when", async () => {
  const { ctx, keyId, secretId, secret: old } = await newKey();
  await rotateKey(ctx, { keyId });
  await sql`update api_key_secrets set expires_at = '2026-01-02T03:04:05.678Z' where id = ${secretId}`;
  const told = async () => {
    const admission = await desk.admit({ hash: hashSecret(old), gateRef: null });
    return admission === null ? null : keyVerdict(admission)?.message;
  };
  expect(await told()).toContain("ended on 2026-01-02T03:04:05.678Z, as planned");
  await sql`update api_key_secrets set revoked_at = '2026-01-02T03:04:00.000Z' where id = ${secretId}`;
  expect(await told()).toContain("was stopped on 2026-01-02T03:04:00.000Z");
});

test("the proof says of each secret who used it in the last hour, and when an old one may go", async () => {
  const { ctx, keyId, secretId } = await newKey();
  const { accountId } = ctx;
  const { newest } = await rotateKey(ctx, { keyId });
  const now = Date.now();
  const ago = (minutes: number) => new Date(now - minutes * MINUTE_MS);
  await makeRequests(db, { accountId, keyId, secretId }, [
    { startedAt: ago(4), network: "203.0.113.7" },
    { startedAt: ago(5), network: "2001:db8::1" },
    { startedAt: ago(6), network: "2001:db8::2" },
    { startedAt: ago(70), network: "198.51.100.1" },
  ]);
  await makeRequests(db, { accountId, keyId, secretId: newest.id }, 5);
  const [young, old] = (await rotationProof(ctx, keyId)).secrets;
  expect(young).toMatchObject({
    id: newest.id,
    state: "newest",
    requestsLastHour: 5,
    looksSafeToStop: false,
  });
  expect(old).toMatchObject({ requestsLastHour: 3, networksLastHour: 2, isMore: false, state: "ending" });
  expect(old?.lastRequestAt?.getTime()).toBeCloseTo(ago(4).getTime(), -4);
  expect(old?.looksSafeToStop).toBe(false);
  // As if all of it had been 26 minutes earlier: 30 minutes of silence, 26 since the rotation.
  await sql`update requests set started_at = started_at - interval '27 minutes' where secret_id = ${secretId}`;
  await sql`update api_key_secrets set last_used_at = last_used_at - interval '27 minutes' where id = ${secretId}`;
  const looksSafe = async () => (await rotationProof(ctx, keyId)).secrets[1]?.looksSafeToStop;
  expect(await looksSafe()).toBe(false);
  await sql`update api_key_secrets set created_at = created_at - interval '31 minutes' where key_id = ${keyId}`;
  expect(await looksSafe()).toBe(true);
  await db.insert(keyPolicies).values({ accountId, quietMinutes: 60 });
  expect(await looksSafe()).toBe(false);
  await stopSecret(ctx, { keyId, secretId });
  expect((await rotationProof(ctx, keyId)).secrets[1]).toMatchObject({ state: "stopped" });
  await sql`update api_key_secrets set revoked_at = now() - interval '8 days' where id = ${secretId}`;
  expect((await rotationProof(ctx, keyId)).secrets).toHaveLength(1);
  expect((await listSecrets(ctx, { keyId, limit: 9 })).map(({ state }) => state)).toEqual([
    "newest",
    "stopped",
  ]);
});

test("a busy secret is counted up to a bound, and says that there is more", async () => {
  const { ctx, keyId, secretId } = await newKey();
  await makeRequests(db, { accountId: ctx.accountId, keyId, secretId }, MOST_COUNTED + 1);
  const [only] = (await rotationProof(ctx, keyId)).secrets;
  expect(only).toMatchObject({ requestsLastHour: MOST_COUNTED, isMore: true });
});

import { generateKeyPairSync, sign } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { makeKey, makeOwner, newSecret } from "@/db/factories";
import { alerts } from "@/db/schema/alerts";
import { auditEntries } from "@/db/schema/audit";
import { apiKeys } from "@/db/schema/keys";
import type { AccountId, KeyId } from "@/lib/core/ids";
import { updateKeyPolicy } from "@/lib/keys/policy/update-key-policy";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import { callEndpoint } from "@/lib/testing/endpoint-suite";
import { expectError } from "@/lib/testing/expect-error";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { reportEndpoints } from "./endpoints";
import { githubReportEndpoints } from "./github/endpoints";

const signer = generateKeyPairSync("ec", { namedCurve: "P-256" });
const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" });
const identifier = "90a421169f0a406205f1563a953312f0be898d3c7b6c06b681aa86a874555f4a";
const { db } = await appDatabase();
const pem = signer.publicKey.export({ type: "spki", format: "pem" });
process.env.GITHUB_SECRET_SCANNING_KEYS = JSON.stringify([{ identifier, key: pem }]);

const [report] = reportEndpoints as [Endpoint];
const [github] = githubReportEndpoints as [Endpoint];

async function newKey(given: object = {}) {
  const { accountId } = await makeOwner(db);
  const key = await makeKey(db, { accountId, name: "Production", ...given });
  return { ...key, accountId, ctx: testContext(db, accountId) };
}

const keyRow = async (keyId: KeyId) => (await db.select().from(apiKeys).where(eq(apiKeys.id, keyId)))[0];
const trailOf = (accountId: AccountId) =>
  db.select().from(auditEntries).where(eq(auditEntries.accountId, accountId)).orderBy(auditEntries.sequence);
const alertsOf = (accountId: AccountId) => db.select().from(alerts).where(eq(alerts.accountId, accountId));

let networks = 0;
const send = (body: unknown, from = `10.1.${networks++ % 250}.1`) =>
  callEndpoint(report, { body: JSON.stringify(body), headers: { "x-layer-peer": from } });

/** Sends what GitHub would. */
function sendSigned(tokens: unknown, { by = signer, id = identifier, alter = (text: string) => text } = {}) {
  const text = JSON.stringify(tokens);
  const signature = sign("sha256", Buffer.from(text), by.privateKey).toString("base64");
  const headers = {
    "x-layer-peer": "10.2.0.1",
    "github-public-key-identifier": id,
    "github-public-key-signature": signature,
  };
  return callEndpoint(github, { body: alter(text), headers });
}

describe("a report of a key that was found", () => {
  test("is answered the same whether the key exists, is deleted, mistyped or none at all", async () => {
    const [live, deleted] = [await newKey(), await newKey({ deletedAt: new Date() })];
    for (const key of [live.secret, deleted.secret, newSecret(), "sk-proj-something", `${live.secret}0`]) {
      const answer = await send({ key });
      expect([answer.status, await answer.text()]).toEqual([202, '{"received":true}']);
    }
    await expect.poll(async () => (await keyRow(live.keyId))?.exposedAt).not.toBeNull();
    expect((await keyRow(deleted.keyId))?.exposedAt).toBeNull();
  });

  test("marks a live key and tells its account, and does no more unless the policy says so", async () => {
    const { keyId, accountId, secret } = await newKey();
    await send({ keys: [newSecret(), secret], url: `https://paste.test/${secret}`, source: "paste" });
    await expect.poll(async () => (await alertsOf(accountId)).length).toBe(1);
    const where = `paste: https://paste.test/${secret.slice(0, 12)}…`;
    expect(await keyRow(keyId)).toMatchObject({ exposedWhere: where, disabledAt: null });
    expect(await trailOf(accountId)).toMatchObject([
      {
        action: "key.exposed",
        actorKind: "system",
        actorName: "Scanner",
        network: expect.stringMatching(/^10\.1\./),
      },
    ]);
    const kept = JSON.stringify([await alertsOf(accountId), await trailOf(accountId), await keyRow(keyId)]);
    expect(kept).not.toContain(secret.slice(12, 30));
  });

  test("stops the key when the policy says disable or rotate, and cuts its calls", async () => {
    for (const onLeak of ["disable", "rotate"] as const) {
      const { keyId, accountId, secret, ctx } = await newKey();
      await updateKeyPolicy(ctx, { onLeak });
      await send({ key: secret, url: "https://gist.test/1" });
      await expect.poll(async () => (await keyRow(keyId))?.callsCutAt).toBeTruthy();
      expect(await keyRow(keyId)).toMatchObject({ disabledBy: "leak report", disabledAt: expect.any(Date) });
      const [alert] = await alertsOf(accountId);
      expect(alert?.message.includes("Rotate it")).toBe(onLeak === "rotate");
    }
  });

  test("changes nothing when it comes again", async () => {
    const { accountId, secret } = await newKey();
    await send({ key: secret, url: "https://gist.test/1" });
    await expect.poll(async () => (await trailOf(accountId)).length).toBe(1);
    const other = await newKey();
    await send({ key: secret, url: "https://gist.test/2" });
    await send({ key: other.secret });
    await expect.poll(async () => (await trailOf(other.accountId)).length).toBe(1);
    expect(await trailOf(accountId)).toHaveLength(1);
  });

  test("is taken 30 times a minute from one network", async () => {
    const answers = [];
    for (let turn = 0; turn < 31; turn += 1) answers.push(await send({ key: newSecret() }, "203.0.113.9"));
    expect(answers.slice(0, 30).every(({ status }) => status === 202)).toBe(true);
    const refused = answers[30] as Response;
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    await expectError(report, refused, 429, "too_many_attempts");
    expect((await send({ key: newSecret() })).status).toBe(202);
  });

  test("is refused when it is none, with the name of the field", async () => {
    for (const body of [
      {},
      { key: 7 },
      { keys: [] },
      { keys: Array(101).fill("x") },
      { key: "x".repeat(2_001) },
    ]) {
      await expectError(report, await send(body), 400, "invalid_field");
    }
    await expectError(report, await send({ key: "x", more: 1 }), 400, "unknown_field");
  });
});

describe("a report of GitHub's secret scanning", () => {
  const found = (token: string, place = "https://github.com/acme/app/blob/main/.env") => ({
    token,
    type: "layer_api_key",
    url: place,
    source: "commit",
  });

  test("that is signed is believed: live keys are true positives, and their accounts are told where", async () => {
    const { keyId, secret, accountId } = await newKey();
    const answer = await sendSigned([found(secret), found(newSecret())]);
    expect(answer.status).toBe(200);
    const told = await answer.json();
    expect(told).toMatchObject([
      { token_type: "layer_api_key", label: "true_positive" },
      { token_type: "layer_api_key", label: "false_positive" },
    ]);
    expect(JSON.stringify(told)).not.toContain(secret);
    expect((await keyRow(keyId))?.exposedWhere).toBe("https://github.com/acme/app/blob/main/.env");
    await sendSigned([found(secret)]);
    expect(await trailOf(accountId)).toHaveLength(1);
  });

  test("that was altered, signed by a stranger, or not signed is refused, and nothing is done", async () => {
    const { keyId, secret } = await newKey();
    const tokens = [found(secret)];
    const refused = [
      await sendSigned(tokens, { alter: (text) => text.replace("main", "dev") }),
      await sendSigned(tokens, { by: stranger }),
      await sendSigned(tokens, { id: "unknown" }),
      await callEndpoint(github, { body: JSON.stringify(tokens) }),
    ];
    for (const answer of refused) await expectError(github, answer, 401, "signature_invalid");
    expect((await keyRow(keyId))?.exposedAt).toBeNull();
  });

  test("that is signed but no list of tokens is refused", async () => {
    await expectError(github, await sendSigned({ token: "x" }), 400, "invalid_field");
    await expectError(github, await sendSigned([{ type: "x" }]), 400, "invalid_field");
  });
});

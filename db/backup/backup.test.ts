import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { gunzipSync, gzipSync } from "node:zlib";
import postgres, { type Sql } from "postgres";
import { afterAll, expect, inject, test } from "vitest";
import { openLedger } from "@/db/client";
import { makeAlert, makeKey, makeOwner } from "@/db/factories";
import { migrate } from "@/db/migrate";
import { verifyChains } from "@/lib/audit/verify-chains";
import { newId } from "@/lib/core/ids";
import { openAdmissionDesk } from "@/lib/keys/admission";
import { hashSecret } from "@/lib/keys/key-secret";
import { renameKey } from "@/lib/keys/rename-key";
import { recordRequests } from "@/lib/logs/record-requests";
import { claimMail } from "@/lib/mail/due-mail";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { setTestEnvironment } from "@/lib/testing/environment";
import { makeRecord } from "@/lib/testing/request-records";
import { claimDeliveries } from "@/lib/webhooks/claim-deliveries";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { listDeliveries } from "@/lib/webhooks/queries";
import { resendDelivery } from "@/lib/webhooks/resend-delivery";
import { testWebhook } from "@/lib/webhooks/test-webhook";
import { holdDue } from "./hold-due";
import { keyFingerprint } from "./manifest";
import { checkBackup } from "./read-backup";
import { restoreBackup } from "./restore-backup";
import { writeBackup } from "./write-backup";

const { sql, db, url, end } = await testDatabase();
setTestEnvironment(url);
const folder = mkdtempSync(join(tmpdir(), "layer-backup-test-"));
const { adminUrl } = inject("databaseServer");
const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
const made: string[] = [];
afterAll(async () => {
  await end();
  for (const name of made) await admin.unsafe(`drop database ${name} with (force)`);
  await admin.end();
  rmSync(folder, { recursive: true, force: true });
});

const facts = { layerVersion: "0.1.0", createdAt: "2026-11-29T00:00:00.000Z", encryptionKey: null };

async function emptyDatabase(): Promise<string> {
  const name = `layer_restore_${randomBytes(6).toString("hex")}`;
  await admin.unsafe(`create database ${name}`);
  made.push(name);
  return Object.assign(new URL(adminUrl), { pathname: `/${name}` }).toString();
}

const newFile = () => join(folder, `${randomBytes(4).toString("hex")}.backup`);

/** Every table with a sum over all of its rows. */
async function contentOf(of: Sql): Promise<Record<string, string>> {
  const tables = await of<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`;
  const sums: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await of.unsafe(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as sum from "${name}" t`,
    );
    sums[name] = String(row?.sum);
  }
  return sums;
}

async function makeStory() {
  const owner = await makeOwner(db);
  const key = await makeKey(db, { accountId: owner.accountId, name: 'tab\tline\n"quoted" \\N é' });
  await renameKey(testContext(db, owner.accountId), { keyId: key.keyId, name: "renamed" });
  return { ...owner, ...key };
}

/** An account with an event on its way to a webhook and an alert to be mailed. */
async function makeDue() {
  const { accountId } = await makeOwner(db);
  const ctx = testContext(db, accountId);
  const { webhook } = await createWebhook(ctx, { url: "https://example.com/hooks", events: ["key.created"] });
  await testWebhook(ctx, { webhookId: webhook.id });
  await makeAlert(db, { accountId });
  return { ctx, webhookId: webhook.id };
}

test("taken while calls are recorded, a backup is one moment: rows and sums agree, keys work, the audit log is whole", async () => {
  const { accountId, keyId, secretId, secret } = await makeStory();
  let isOver = false;
  const recording = (async () => {
    for (let n = 0; !isOver && n < 200; n += 1) {
      const at = new Date(Date.UTC(2026, 10 - (n % 3), 10, n % 24));
      const records = Array.from({ length: 50 }, () =>
        makeRecord({
          id: newId(at.getTime()),
          accountId,
          keyId,
          secretId,
          costNanoUsd: BigInt(n),
          startedAt: at,
          endedAt: at,
        }),
      );
      await recordRequests(sql, records);
    }
  })();
  const file = newFile();
  try {
    const written = () => sql<{ n: number }[]>`select count(*)::int as n from requests`;
    await expect.poll(async () => (await written())[0]?.n).toBeGreaterThan(500);
    await writeBackup(url, file, facts);
  } finally {
    isOver = true;
    await recording;
  }

  const target = await emptyDatabase();
  await restoreBackup(target, file, await checkBackup(file));
  await migrate(target);
  const restored = openLedger(target, { max: 2 });
  try {
    const [sums] = await restored.sql`
      select (select count(*) from requests)::int as rows, (select sum(cost_nano_usd) from requests)::text as cost,
        (select sum(requests) from usage_hourly)::int as summed, (select sum(cost_nano_usd) from usage_hourly)::text as cost_summed`;
    expect(sums?.rows).toBeGreaterThan(500);
    expect([sums?.summed, sums?.cost_summed]).toEqual([sums?.rows, sums?.cost]);
    const desk = openAdmissionDesk(() => restored.sql);
    expect(await desk.admit({ hash: hashSecret(secret), gateRef: null })).toMatchObject({ keyId });
    const verdicts = [];
    for await (const verdict of verifyChains(restored.db, accountId)) verdicts.push(verdict);
    expect(verdicts).toMatchObject([{ accountId, whole: true }]);
  } finally {
    await restored.sql.end({ timeout: 1 });
  }
});

test("what is restored is what was there, to the last byte, partitions and keys between tables included", async () => {
  await makeStory();
  await makeDue();
  const file = newFile();
  const manifest = await writeBackup(url, file, facts);
  expect(manifest.partitions.length).toBeGreaterThan(3);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const target = await emptyDatabase();
  await restoreBackup(target, file, await checkBackup(file), { sendsDue: true });
  const restored = postgres(target, { max: 1, onnotice: () => {} });
  try {
    expect(await contentOf(restored)).toEqual(await contentOf(sql));
    const shape = (of: Sql) => of<{ what: string }[]>`
      select conrelid::regclass || ' ' || pg_get_constraintdef(oid) as what from pg_constraint
      where connamespace = 'public'::regnamespace and not (conrelid in (select inhrelid from pg_inherits))
      union select indexdef from pg_indexes where schemaname = 'public' and tablename not in (select inhrelid::regclass::text from pg_inherits)
      order by 1`;
    expect([...(await shape(restored))]).toEqual([...(await shape(sql))]);
    await expect(restoreBackup(target, file, manifest)).rejects.toThrow("The database is not empty");
    expect(await contentOf(restored)).toEqual(await contentOf(sql));
  } finally {
    await restored.end({ timeout: 1 });
  }
});

test("a damaged backup is told before anything is written, and a failed restore leaves the database empty", async () => {
  const file = newFile();
  await writeBackup(url, file, facts);
  await expect(writeBackup(url, file, facts)).rejects.toThrow("is there already");
  const bytes = readFileSync(file);
  const cut = newFile();
  writeFileSync(cut, bytes.subarray(0, bytes.length - 100));
  await expect(checkBackup(cut)).rejects.toThrow("cannot be read as a backup");
  const plain = gunzipSync(bytes);
  const changed = newFile();
  plain[plain.indexOf("data/accounts/") + 512] = 0x7a;
  writeFileSync(changed, gzipSync(plain));
  await expect(checkBackup(changed)).rejects.toThrow("the rows of accounts have changed");
  const none = newFile();
  writeFileSync(none, "no archive");
  await expect(checkBackup(none)).rejects.toThrow("cannot be read as a backup");

  const target = await emptyDatabase();
  const manifest = await checkBackup(file);
  const wrong = { ...manifest, tables: manifest.tables.map((table) => ({ ...table, rows: table.rows + 1 })) };
  await expect(restoreBackup(target, file, wrong)).rejects.toThrow("arrived");
  const later = { ...manifest, layerVersion: "9.0.0", migration: { when: 9e12, hash: "later" } };
  await expect(restoreBackup(target, file, later)).rejects.toThrow("made by Layer 9.0.0");
  await restoreBackup(target, file, manifest);
});

test("what was due when a backup was made is held in its copy, and can be sent again by hand", async () => {
  const hold = () => sql.begin((tx) => holdDue(tx));
  await hold();
  const { ctx, webhookId } = await makeDue();
  expect(await hold()).toEqual({ deliveries: 1, mails: 1 });
  expect([await claimDeliveries(db), await claimMail(db)]).toEqual([[], []]);
  const [shown] = (await listDeliveries(ctx, { webhookId, limit: 5 })).items;
  const held = { status: null, error: expect.stringContaining("Send it again if not") };
  expect(shown).toMatchObject({ state: "failed", attempts: [held] });
  await resendDelivery(ctx, { webhookId, deliveryId: String(shown?.id) });
  expect(await claimDeliveries(db)).toMatchObject([{ webhookId }]);
});

test("the commands hold a backup to its encryption key, which is not in it", async () => {
  const key = randomBytes(32);
  const run = async (script: string, args: string[], settings: Record<string, string>) => {
    const env = {
      ...process.env,
      AUTH_SECRET: "s".repeat(32),
      ENCRYPTION_KEY: key.toString("base64"),
      ...settings,
    };
    const child = spawn(process.execPath, ["--import", "tsx", `scripts/${script}.ts`, ...args], {
      env: { ...env, LAYER_DATA_DIR: folder, INIT_CWD: folder },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    return { exitCode: child.exitCode, out, err };
  };
  const target = await emptyDatabase();
  await makeDue();
  const taken = await run("backup", ["--out", "by-command.backup"], { DATABASE_URL: url });
  expect(taken).toMatchObject({ exitCode: 0, err: "" });
  expect(taken.out).toContain(String(keyFingerprint(key)));
  const file = join(folder, "by-command.backup");
  expect(existsSync(file)).toBe(true);
  const plain = gunzipSync(readFileSync(file)).toString("latin1");
  for (const form of ["base64", "hex", "latin1"] as const) expect(plain).not.toContain(key.toString(form));

  const other = await run("restore", ["by-command.backup"], {
    DATABASE_URL: target,
    ENCRYPTION_KEY: randomBytes(32).toString("base64"),
  });
  expect([other.exitCode, other.out]).toEqual([1, ""]);
  expect(other.err).toContain("another encryption key");
  const restored = await run("restore", ["by-command.backup"], { DATABASE_URL: target });
  expect(restored).toMatchObject({
    exitCode: 0,
    err: "",
    out: expect.stringMatching(/Held .* [1-9]\d* mails/),
  });
  expect((await run("restore", [], {})).exitCode).toBe(2);
});

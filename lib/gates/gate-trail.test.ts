import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { auditEntries } from "@/db/schema/audit";
import { recordChange } from "@/lib/audit/record-change";
import { verifyChain } from "@/lib/audit/verify-chain";
import type { Ctx } from "@/lib/context";
import { renameKey } from "@/lib/keys/rename-key";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import { createGate } from "./create-gate";
import { deleteGate } from "./delete-gate";
import { duplicateGate } from "./duplicate-gate";
import { importGates } from "./import-gates";
import { listGateVersions } from "./queries";
import { restoreGate } from "./restore-gate";
import { setDefaultGate } from "./set-default-gate";
import { setGateSpending } from "./set-gate-spending";
import { updateGate } from "./update-gate";

const { db, sql } = await appDatabase();

const MODEL = { model: "sandbox/echo" };

async function ownAccount() {
  const { accountId, userId, gateId } = await makeOwner(db);
  return { accountId, gateId, ctx: testContext(db, accountId, { kind: "user", userId }) };
}

const trailOf = ({ accountId }: Pick<Ctx, "accountId">) =>
  db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.accountId, accountId))
    .orderBy(asc(auditEntries.sequence));

test("every change of a gate is in the trail with what it was and is", async () => {
  const { ctx, gateId: first } = await ownAccount();
  const { id } = await createGate(ctx, { name: "support", settings: { ...MODEL, topP: 0.5 } });
  await updateGate(ctx, { gateId: id, name: "help", settings: { topP: 0.7 }, note: "Calmer" });
  const [, created] = await listGateVersions(ctx, { gateId: id, limit: 2 });
  await restoreGate(ctx, { gateId: id, versionId: created?.id ?? "" });
  await duplicateGate(ctx, { gateId: id });
  await setDefaultGate(ctx, { gateId: id });
  await deleteGate(ctx, { gateId: id });
  const trail = await trailOf(ctx);
  const told = trail.map(({ action, subjectName, before, after }) => [action, subjectName, before, after]);
  expect(told).toMatchObject([
    ["gate.created", "support", null, { name: "support", model: "sandbox/echo", topP: 0.5, version: 1 }],
    [
      "gate.updated",
      "help",
      { name: "support", topP: 0.5, version: 1, note: null },
      { name: "help", topP: 0.7, version: 2, note: "Calmer" },
    ],
    [
      "gate.restored",
      "support",
      { name: "help", topP: 0.7, version: 2 },
      { name: "support", topP: 0.5, version: 3, restoredVersion: 1 },
    ],
    ["gate.created", "support copy", null, { name: "support copy", topP: 0.5 }],
    ["gate.updated", "default", { isDefault: true }, { isDefault: false }],
    ["gate.updated", "support", { isDefault: false }, { isDefault: true }],
    ["gate.deleted", "support", { name: "support", isDefault: true, version: 3 }, null],
  ]);
  expect(trail[1]?.after).toEqual({ name: "help", topP: 0.7, version: 2, note: "Calmer" });
  expect(trail.map(({ subjectId }) => subjectId).slice(4, 6)).toEqual([first, id]);
});

test("what changes nothing leaves no entry", async () => {
  const { ctx, gateId } = await ownAccount();
  await updateGate(ctx, { gateId, settings: MODEL, note: "Nothing" });
  await setDefaultGate(ctx, { gateId });
  const [version] = await listGateVersions(ctx, { gateId, limit: 1 });
  await restoreGate(ctx, { gateId, versionId: version?.id ?? "" });
  await expect(createGate(ctx, { name: "default", settings: MODEL })).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await trailOf(ctx)).toEqual([]);
});

test("an import has an entry for each gate that it makes or changes", async () => {
  const { ctx } = await ownAccount();
  const text =
    "gates:\n  - { name: default, model: sandbox/echo, topP: 0.1 }\n  - { name: new, model: sandbox/echo }\n";
  await importGates(ctx, { text });
  const told = (await trailOf(ctx)).map(({ action, subjectName, after }) => [
    action,
    subjectName,
    after?.note,
  ]);
  expect(told).toEqual([
    ["gate.created", "new", "Imported from a file"],
    ["gate.updated", "default", "Imported from a file"],
  ]);
});

test("of a long prompt the trail has the beginning and what tells it from another", async () => {
  const { ctx, gateId } = await ownAccount();
  const prompt = "a".repeat(50_000);
  await updateGate(ctx, { gateId, settings: { systemPrompt: `${prompt}1` } });
  await updateGate(ctx, { gateId, settings: { systemPrompt: `${prompt}2` } });
  const [, second] = await trailOf(ctx);
  expect(second?.before?.systemPrompt).toMatch(/^a{1000}… \(50001 characters, SHA-256 [0-9a-f]{64}\)$/);
  expect(second?.after?.systemPrompt).not.toEqual(second?.before?.systemPrompt);
  expect(await verifyChain(ctx)).toMatchObject({ whole: true, entries: 2 });
});

test("saves, imports, spending limits, new gates and renamed keys at once do not wait for each other for ever, and the chain is whole", async () => {
  const { ctx, accountId, gateId } = await ownAccount();
  const { keyId } = await makeKey(db, { accountId });
  const acts = Array.from({ length: 20 }, (_, n) => [
    () => updateGate(ctx, { gateId, settings: { topP: n / 20 } }),
    () => renameKey(ctx, { keyId, name: `Key ${n}` }),
    // The same new name twice: one waits for the other's end to learn that it is taken.
    () => createGate(ctx, { name: `gate ${n % 10}`, settings: MODEL }),
    () =>
      importGates(ctx, {
        text:
          `gates:\n  - { name: file ${n}, model: sandbox/echo, spendingLimit: 1 }\n` +
          `  - { name: gate ${n % 10}, model: sandbox/echo }\n  - { name: default, model: sandbox/echo, spendingLimit: ${n} }\n`,
      }),
    () => setGateSpending(ctx, { gateId, amount: BigInt(n) }),
    () => setDefaultGate(ctx, { gateId }),
  ]).flat();
  const outcomes = await Promise.allSettled(acts.map((act) => act()));
  const refused = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
  expect(refused.filter((code) => code !== "conflict")).toEqual([]);
  const trail = await trailOf(ctx);
  expect(trail.length).toBeGreaterThan(60);
  expect(await verifyChain(ctx)).toMatchObject({ whole: true, entries: trail.length });
});

test("an import that waits for the trail holds up nobody whom it will wait for itself", async () => {
  const { ctx } = await ownAccount();
  const waiting = async () => {
    const [row] = await sql`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    return row?.count;
  };
  const text = ["one", "two"].map((name) => `  - { name: ${name}, model: sandbox/echo }\n`).join("");
  const acts = await db.transaction(async (tx) => {
    const subject = { kind: "account", id: ctx.accountId, name: null } as const;
    await recordChange(tx, ctx, { action: "key_policy.updated", subject });
    const imported = importGates(ctx, { text: `gates:\n${text}` });
    await expect.poll(waiting).toBe(1);
    const created = createGate(ctx, { name: "two", settings: MODEL });
    await expect.poll(waiting).toBe(2);
    return [imported, created];
  });
  const [imported, created] = await Promise.allSettled(acts);
  expect(imported).toMatchObject({ status: "fulfilled" });
  expect(created).toMatchObject({ status: "rejected", reason: { code: "conflict", param: "name" } });
});

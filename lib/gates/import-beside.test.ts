import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { makeKey, makeOwner, makeUser } from "@/db/factories";
import { makeSpendingLimit } from "@/db/factories-spending";
import { auditEntries } from "@/db/schema/audit";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import { refusalOf } from "@/lib/testing/refusal-of";
import { exportGates } from "./export-gates";
import { gateSpending } from "./gate-spending";
import { importGates } from "./import-gates";
import { planGateImport } from "./plan-gate-import";
import { getGate, listGates } from "./queries";
import { setGateLimits } from "./set-gate-limits";
import { setGateSpending } from "./set-gate-spending";

const { db, sql } = await appDatabase();

async function ownAccount() {
  const { accountId, userId, gateId } = await makeOwner(db);
  return { accountId, gateId, ctx: testContext(db, accountId, { kind: "user", userId }) };
}

const LIMITS = "limits: { requestsPerMinute: 60 }";
const ALL = `${LIMITS}, payloads: { store: true, keepDays: 3, redact: [ssn] }, spendingLimit: "25"`;
const file = (...gates: string[]) => `gates:\n${gates.map((gate) => `  - { ${gate} }\n`).join("")}`;
const DEFAULT = "name: default, model: sandbox/echo";
const NEW = "name: new, model: sandbox/echo";

const stateOf = async (ctx: Parameters<typeof listGates>[0]) => {
  const gates = await listGates(ctx);
  const spending = await gateSpending(
    ctx,
    gates.map(({ id }) => id),
  );
  return { gates, spending: [...spending.values()].map(({ amountNanoUsd }) => amountNanoUsd) };
};
const trailOf = ({ accountId }: { accountId: Parameters<typeof testContext>[1] }) =>
  db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.accountId, accountId))
    .orderBy(asc(auditEntries.sequence));

test("limits, payloads, spending and the default come with a file, told as single changes are", async () => {
  const { ctx, gateId } = await ownAccount();
  const text = file(`${DEFAULT}, ${LIMITS}`, `${NEW}, isDefault: true, ${ALL}, spendingEnforcement: block`);
  const plan = await planGateImport(ctx, text);
  expect(plan).toMatchObject({
    creates: [{ name: "new", beside: { isDefault: true, spending: { amountNanoUsd: 25_000_000_000n } } }],
    updates: [{ gate: { id: gateId }, changedFields: ["limits", "isDefault"] }],
    defaultBefore: "default",
  });
  const done = await importGates(ctx, { text, expectedVersions: { [gateId]: 1 } });
  const limits = { requestsPerMinute: 60 };
  const payloads = { store: true, keepDays: 3, redact: ["ssn"] };
  expect(done.created).toMatchObject([{ name: "new", isDefault: true, limits, payloads, version: 1 }]);
  expect(done.updated).toMatchObject([
    { gate: { id: gateId, limits, payloads: null, isDefault: false, version: 1 } },
  ]);
  const [made] = done.created;
  expect([...(await gateSpending(ctx, [made?.id ?? gateId])).values()]).toMatchObject([
    { amountNanoUsd: 25_000_000_000n, period: "monthly", enforcement: "block", alertPercents: [80, 100] },
  ]);
  const told = (await trailOf(ctx)).map(({ action, subjectName, before, after }) => [
    action,
    subjectName,
    before,
    after,
  ]);
  expect(told).toMatchObject([
    ["gate.created", "new", null, { note: "Imported from a file", isDefault: false }],
    ["gate.updated", "new", { limits: null }, { limits }],
    ["gate.updated", "new", { payloads: null }, { payloads }],
    ["gate.updated", "default", { limits: null }, { limits }],
    ["gate.updated", "default", { isDefault: true }, { isDefault: false }],
    ["gate.updated", "new", { isDefault: false }, { isDefault: true }],
    [
      "spending_limit.created",
      "monthly of the gate new",
      null,
      { scope: "gate", amountUsd: "25", enforcement: "block" },
    ],
  ]);
  expect(await importGates(ctx, { text: await exportGates(ctx) })).toMatchObject({
    created: [],
    updated: [],
  });
  expect(await trailOf(ctx)).toHaveLength(told.length);
});

test("a limit that a file gives another period keeps what no file says of it", async () => {
  const { ctx, accountId, gateId } = await ownAccount();
  const kept = { zone: "Asia/Tokyo", fenceNanoUsd: 7n, alertPercents: [10], countsOwnKeys: false };
  await makeSpendingLimit(db, { accountId, gateId, period: "daily", ...kept });
  await importGates(ctx, { text: file(`${DEFAULT}, spendingLimitPeriod: monthly`) });
  expect((await gateSpending(ctx, [gateId])).get(gateId)).toMatchObject({ period: "monthly", ...kept });
});

test("what a file leaves out beside settings stays, and null takes it away", async () => {
  const { ctx, gateId } = await ownAccount();
  await importGates(ctx, { text: file(`${DEFAULT}, ${ALL}, spendingLimitPeriod: daily`) });
  const before = await stateOf(ctx);
  expect(
    await importGates(ctx, { text: file(DEFAULT, `${NEW}, spendingLimitPeriod: monthly`) }),
  ).toMatchObject({ updated: [], created: [{ name: "new" }] });
  expect(await getGate(ctx, gateId)).toEqual(before.gates[0]);
  await importGates(ctx, { text: file(`${DEFAULT}, spendingEnforcement: block`) });
  expect((await gateSpending(ctx, [before.gates[0]?.id ?? gateId])).get(gateId)).toMatchObject({
    period: "daily",
    enforcement: "block",
  });
  const { updated } = await importGates(ctx, {
    text: file(`${DEFAULT}, limits: null, payloads: null, spendingLimit: null`),
  });
  expect(updated[0]).toMatchObject({
    changedFields: ["payloads", "limits", "spendingLimit", "spendingLimitPeriod", "spendingEnforcement"],
    gate: { limits: null, payloads: null, isDefault: true },
  });
  expect((await stateOf(ctx)).spending).toEqual([]);
});

test("an import whose last write fails leaves nothing of it", async () => {
  const { ctx, accountId, gateId } = await ownAccount();
  await setGateLimits(ctx, { gateId, limits: { requestsPerDay: 5 } });
  await setGateSpending(ctx, { gateId, amount: 7n });
  const before = await stateOf(ctx);
  await sql.unsafe(`
    create function refuse_entry() returns trigger language plpgsql as $$ begin raise 'no more entries'; end $$;
    create trigger refuse_entry before insert on audit_entries for each row
      when (new.account_id = '${accountId}') execute function refuse_entry()`);
  const text = file(`${DEFAULT}, temperature: 1, ${ALL}`, `${NEW}, isDefault: true, ${ALL}`);
  await expect(importGates(ctx, { text })).rejects.toThrow();
  await sql`drop trigger refuse_entry on audit_entries`;
  expect(await stateOf(ctx)).toEqual(before);
  expect(await importGates(ctx, { text })).toMatchObject({ created: [{ name: "new" }] });
});

test.each([
  ["spendingLimitPeriod", `${NEW}, spendingLimitPeriod: daily`],
  ["spendingEnforcement", `${NEW}, spendingLimit: null, spendingEnforcement: block`],
])("what a limit should be that is not there is refused at its line: %s", async (field, gate) => {
  const { ctx } = await ownAccount();
  const before = await stateOf(ctx);
  const text = file(`${DEFAULT}, ${ALL}`, gate);
  for (const attempt of [() => planGateImport(ctx, text), () => importGates(ctx, { text })])
    expect(await refusalOf(attempt())).toMatchObject({
      code: "invalid_field",
      param: `gates.1.${field}`,
      details: { line: 3 },
    });
  expect(await stateOf(ctx)).toEqual(before);
});

test("who may not change spending limits may not by a file, and may import what changes none", async () => {
  const { ctx, accountId } = await ownAccount();
  await importGates(ctx, { text: file(`${DEFAULT}, ${ALL}`) });
  const { userId } = await makeUser(db, { accountId, role: "member" });
  const scope = { access: { gates: "write" } } as const;
  const { keyId } = await makeKey(db, { accountId, scope });
  const before = await stateOf(ctx);
  const callers = [
    ["forbidden", testContext(db, accountId, { kind: "user", userId })],
    ["scope_access", testContext(db, accountId, { kind: "key", keyId, scope })],
  ] as const;
  const texts = [
    file(`${DEFAULT}, spendingLimit: "26"`),
    file(`${DEFAULT}, spendingLimit: null`),
    file(`${NEW}, ${ALL}`),
  ];
  for (const [code, caller] of callers) {
    for (const text of texts) {
      expect(await refusalOf(planGateImport(caller, text))).toMatchObject({ code });
      expect(await refusalOf(importGates(caller, { text }))).toMatchObject({ code });
    }
    expect(await importGates(caller, { text: file(`${DEFAULT}, ${ALL}`) })).toMatchObject({ updated: [] });
  }
  expect(await stateOf(ctx)).toEqual(before);
});

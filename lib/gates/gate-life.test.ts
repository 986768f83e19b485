import { eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeGate, makeKey, makeOwner, makeUser } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { makeSpendingLimit } from "@/db/factories-spending";
import { auditEntries } from "@/db/schema/audit";
import { gates } from "@/db/schema/gates";
import type { GateId, GateVersionId } from "@/lib/core/ids";
import { newId } from "@/lib/core/ids";
import { spendingLimitsOf } from "@/lib/spending/queries";
import { anyGateSettings } from "@/lib/testing/any-gate-settings";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import { refusalOf } from "@/lib/testing/refusal-of";
import { createGate } from "./create-gate";
import { deleteGate } from "./delete-gate";
import { duplicateGate } from "./duplicate-gate";
import {
  findGate,
  gateCallers,
  gateUsage,
  getDefaultGate,
  getGate,
  getGateVersion,
  listGates,
  listGateVersions,
} from "./queries";
import { restoreGate } from "./restore-gate";
import { setDefaultGate } from "./set-default-gate";
import { setGateLimits } from "./set-gate-limits";
import { updateGate } from "./update-gate";

const { db } = await appDatabase();

const settings = { model: "sandbox/echo" };

async function ownAccount() {
  const { accountId, userId, gateId } = await makeOwner(db);
  return { ctx: testContext(db, accountId, { kind: "user", userId }), accountId, defaultId: gateId };
}

describe("a gate's name", () => {
  test("goes to exactly one of ten that are made with it at once", async () => {
    const { ctx } = await ownAccount();
    const ended = await Promise.allSettled(
      Array.from({ length: 10 }, () => createGate(ctx, { name: "wanted", settings })),
    );
    const refused = ended.flatMap((made) => (made.status === "rejected" ? [made.reason] : []));
    expect(refused).toHaveLength(9);
    for (const reason of refused) expect(reason).toMatchObject({ code: "conflict", param: "name" });
    expect((await listGates(ctx)).filter(({ name }) => name === "wanted")).toHaveLength(1);
  });

  test.each([
    ["Zo\u00eb", "Zoe\u0308"],
    ["ﬁne", "fine"],
    ["２", "2"],
  ])("%s cannot stand beside its twin", async (first, twin) => {
    const { ctx } = await ownAccount();
    await createGate(ctx, { name: first, settings });
    const { id } = await createGate(ctx, { name: "other", settings });
    const taken = { code: "conflict", param: "name" };
    expect(await refusalOf(createGate(ctx, { name: twin, settings }))).toMatchObject(taken);
    expect(await refusalOf(updateGate(ctx, { gateId: id, name: twin }))).toMatchObject(taken);
    expect(await refusalOf(duplicateGate(ctx, { gateId: id, name: twin }))).toMatchObject(taken);
    expect((await findGate(ctx, first))?.name).toBe(first);
  });

  test.each(["", "  ", "a\0b", "a\nb", "a\u202eb", "a\ud83d", "x".repeat(101), "\u200b"])(
    "cannot be %j",
    async (name) => {
      const { ctx } = await ownAccount();
      const refusal = await refusalOf(createGate(ctx, { name, settings }));
      expect(refusal).toMatchObject({ code: "invalid_field", param: "name" });
    },
  );

  test("is free again after the gate is deleted, and another account's does not matter", async () => {
    const [{ ctx }, other] = [await ownAccount(), await ownAccount()];
    const { id } = await createGate(ctx, { name: "x", settings });
    await createGate(other.ctx, { name: "x", settings });
    await deleteGate(ctx, { gateId: id });
    expect((await createGate(ctx, { name: "x", settings })).id).not.toBe(id);
  });
});

describe("a new gate", () => {
  test("has the defaults for what is not said, and fallback models imply their strategy", async () => {
    const { ctx } = await ownAccount();
    const plain = await createGate(ctx, { name: "plain", settings });
    expect(plain).toMatchObject({ version: 1, isDefault: false, settings: { routingStrategy: "single" } });
    const chain = { ...settings, fallbackModels: ["openai/gpt-4o"] };
    expect((await createGate(ctx, { name: "chain", settings: chain })).settings.routingStrategy).toBe(
      "fallback",
    );
    const single = { ...chain, routingStrategy: "single" as const };
    expect((await createGate(ctx, { name: "1", settings: single })).settings.routingStrategy).toBe("single");
  });

  test("is refused for a model that nobody knows, and allowed for a provider without a key", async () => {
    const { ctx } = await ownAccount();
    for (const model of ["no-such-model", "nobody/gpt-4o", "constructor", "__proto__"]) {
      const refusal = await refusalOf(createGate(ctx, { name: "x", settings: { model } }));
      expect(refusal).toMatchObject({ code: "invalid_field", param: "model" });
      expect(refusal.message).toContain(model);
    }
    expect((await createGate(ctx, { name: "x", settings: { model: "claude-haiku-4-5" } })).version).toBe(1);
  });

  test("keeps every field to the byte", async () => {
    const { ctx } = await ownAccount();
    await fc.assert(
      fc.asyncProperty(anyGateSettings, async (given) => {
        const { id } = await createGate(ctx, { name: newId(), settings: given });
        expect((await getGate(ctx, id)).settings).toEqual(given);
        expect((await updateGate(ctx, { gateId: id, settings: given })).changedFields).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe("a deleted gate", () => {
  test("is in no list, has no history and can be deleted again", async () => {
    const { ctx } = await ownAccount();
    const { id: gateId } = await createGate(ctx, { name: "x", settings });
    const [version] = await listGateVersions(ctx, { gateId, limit: 1 });
    await deleteGate(ctx, { gateId });
    const [row] = await db.select().from(gates).where(eq(gates.id, gateId));
    await deleteGate(ctx, { gateId });
    expect((await db.select().from(gates).where(eq(gates.id, gateId)))[0]).toEqual(row);
    expect(await findGate(ctx, gateId)).toBeNull();
    expect(await listGateVersions(ctx, { gateId, limit: 10 })).toEqual([]);
    expect((await listGateVersions(ctx, { limit: 10 })).map((saved) => saved.gateId)).not.toContain(gateId);
    const versionId = version?.id ?? "";
    expect(await refusalOf(getGateVersion(ctx, { gateId, versionId }))).toMatchObject({ code: "not_found" });
    expect(await refusalOf(restoreGate(ctx, { gateId, versionId }))).toMatchObject({ code: "not_found" });
  });

  test("leaves the account without a default gate when it was that", async () => {
    const { ctx, defaultId } = await ownAccount();
    await deleteGate(ctx, { gateId: defaultId });
    expect(await getDefaultGate(ctx)).toBeNull();
  });

  test("is still there when somebody saved since the version it was to be deleted at", async () => {
    const { ctx } = await ownAccount();
    const { id: gateId } = await createGate(ctx, { name: "x", settings });
    await updateGate(ctx, { gateId, settings: { topP: 0.1 } });
    expect(await refusalOf(deleteGate(ctx, { gateId, ifVersion: 1 }))).toMatchObject({ code: "conflict" });
    expect((await getGate(ctx, gateId)).version).toBe(2);
  });

  test("is another account's concern when it is another account's", async () => {
    const [{ ctx }, other] = [await ownAccount(), await ownAccount()];
    for (const gateId of [other.defaultId, newId(), "junk"]) {
      for (const attempt of [deleteGate, setDefaultGate, duplicateGate]) {
        expect(await refusalOf(attempt(ctx, { gateId }))).toMatchObject({ code: "not_found" });
      }
    }
    expect((await getDefaultGate(other.ctx))?.id).toBe(other.defaultId);
  });
});

describe("the default gate", () => {
  test("is exactly one, whoever sets it at once", async () => {
    const { ctx, defaultId } = await ownAccount();
    const made = await Promise.all(["a", "b", "c"].map((name) => createGate(ctx, { name, settings })));
    await deleteGate(ctx, { gateId: defaultId });
    await Promise.all([...made, ...made].map(({ id }) => setDefaultGate(ctx, { gateId: id })));
    expect((await listGates(ctx)).filter(({ isDefault }) => isDefault)).toHaveLength(1);
    const [first] = made;
    const gate = await setDefaultGate(ctx, { gateId: first?.id ?? "" });
    expect(gate).toMatchObject({ isDefault: true, version: 1 });
    expect(await getDefaultGate(ctx)).toEqual(gate);
  });
});

describe("a copy of a gate", () => {
  test("counts on, has the same settings and is not the default", async () => {
    const { ctx } = await ownAccount();
    const chain = { ...settings, fallbackModels: ["openai/b", "openai/a"], allowOverrides: false };
    const original = await createGate(ctx, { name: "support", settings: chain });
    await setDefaultGate(ctx, { gateId: original.id });
    const first = await duplicateGate(ctx, { gateId: original.id });
    expect(first).toMatchObject({
      name: "support copy",
      settings: original.settings,
      isDefault: false,
      version: 1,
    });
    expect((await duplicateGate(ctx, { gateId: original.id })).name).toBe("support copy 2");
    expect((await duplicateGate(ctx, { gateId: first.id })).name).toBe("support copy 3");
    expect((await duplicateGate(ctx, { gateId: first.id, name: " mine " })).name).toBe("mine");
  });

  test("has its limits and its spending limits in the same step, with nothing spent", async () => {
    const { ctx, accountId } = await ownAccount();
    const { id: gateId } = await createGate(ctx, { name: "dear", settings });
    const { keyId, secretId } = await makeKey(db, { accountId });
    const limits = { requestsPerMinute: 9 };
    await setGateLimits(ctx, { gateId, limits });
    const own = {
      period: "weekly",
      zone: "Europe/Berlin",
      fenceNanoUsd: 7n,
      countsOwnKeys: false,
    } as const;
    const raise = { raisedNanoUsd: 3n, raisedUntil: new Date(Date.now() + 60_000) };
    await makeSpendingLimit(db, { accountId, gateId, ...own, ...raise, alertPercents: [10, 90] });
    await makeSpendingLimit(db, { accountId, gateId, period: "lifetime", enforcement: "alert_only" });
    await makeRequests(db, { accountId, keyId, secretId, gateId }, [{ costNanoUsd: 5_000_000_000n }]);
    expect((await spendingLimitsOf(ctx, { gateId }))[0]?.now.spentNanoUsd).toBe(5_000_000_000n);
    const copy = await duplicateGate(ctx, { gateId });
    expect(copy).toMatchObject({ name: "dear copy", limits, spendingLimits: 2 });
    const free = { raisedNanoUsd: 0n, now: { spentNanoUsd: 0n, status: "active" } };
    expect(await spendingLimitsOf(ctx, { gateId: copy.id })).toMatchObject([
      {
        ...own,
        ...free,
        scope: "gate",
        alertPercents: [10, 90],
        amountNanoUsd: 5_000_000_000n,
        enforcement: "block",
      },
      { ...free, period: "lifetime", enforcement: "alert_only" },
    ]);
    const trail = await db.select().from(auditEntries).where(eq(auditEntries.accountId, accountId));
    const told = trail.slice(-3).map(({ action, after }) => [action, after?.name ?? after?.gateId]);
    expect(told).toEqual([
      ["gate.created", "dear copy"],
      ["spending_limit.created", copy.id],
      ["spending_limit.created", copy.id],
    ]);
    // A member may set no limit; what they copy is held all the same.
    const { userId } = await makeUser(db, { accountId, role: "member" });
    const member = testContext(db, accountId, { kind: "user", userId });
    expect((await duplicateGate(member, { gateId: copy.id })).spendingLimits).toBe(2);
  });

  test("finds a name of its own among others that are made at once, also for the longest name", async () => {
    const { ctx } = await ownAccount();
    const { id: gateId } = await createGate(ctx, { name: "🔑".repeat(100), settings });
    const copies = await Promise.all(Array.from({ length: 8 }, () => duplicateGate(ctx, { gateId })));
    expect(new Set(copies.map(({ name }) => name)).size).toBe(8);
    expect(copies.map(({ name }) => name)).toContain(`${"🔑".repeat(93)} copy 2`);
  });
});

describe("going back to a version", () => {
  test("brings back every field", async () => {
    const { ctx } = await ownAccount();
    await fc.assert(
      fc.asyncProperty(anyGateSettings, anyGateSettings, async (before, after) => {
        const name = newId();
        const { id: gateId } = await createGate(ctx, { name, settings: before });
        await updateGate(ctx, { gateId, name: `${name} 2`, settings: after });
        const [, first] = await listGateVersions(ctx, { gateId, limit: 2 });
        const restored = await restoreGate(ctx, { gateId, versionId: first?.id ?? "" });
        expect(restored).toMatchObject({ name, version: 3 });
        expect(restored.settings).toEqual(before);
        expect(await getGate(ctx, gateId)).toEqual(restored);
      }),
      { numRuns: 25 },
    );
  });

  test("is a version of its own that says which one it went back to", async () => {
    const { ctx } = await ownAccount();
    const { id: gateId } = await createGate(ctx, { name: "x", settings });
    await updateGate(ctx, { gateId, settings: { temperature: 1 } });
    const [, first] = await listGateVersions(ctx, { gateId, limit: 2 });
    const versionId = first?.id ?? "";
    expect(await refusalOf(restoreGate(ctx, { gateId, versionId, ifVersion: 1 }))).toMatchObject({
      code: "conflict",
    });
    await restoreGate(ctx, { gateId, versionId, ifVersion: 2 });
    const [newest] = await listGateVersions(ctx, { gateId, limit: 1 });
    expect(newest).toMatchObject({
      version: 3,
      action: "rollback",
      restoredVersion: 1,
      changedFields: ["temperature"],
      by: "Test Person",
    });
    expect((await restoreGate(ctx, { gateId, versionId })).version).toBe(3);
  });

  test("keeps the present name when the old one belongs to another gate now, and says so", async () => {
    const { ctx } = await ownAccount();
    const { id: gateId } = await createGate(ctx, { name: "Zo\u00eb", settings });
    await updateGate(ctx, { gateId, name: "renamed", settings: { topP: 0.5 } });
    await createGate(ctx, { name: "Zoe\u0308", settings });
    const [, first] = await listGateVersions(ctx, { gateId, limit: 2 });
    const restored = await restoreGate(ctx, { gateId, versionId: first?.id ?? "" });
    expect(restored).toMatchObject({ name: "renamed", settings: { topP: null } });
    const [newest] = await listGateVersions(ctx, { gateId, limit: 1 });
    expect(newest?.note).toContain("Zo\u00eb");
  });

  test("is not possible with another gate's or another account's version", async () => {
    const [{ ctx, defaultId }, other] = [await ownAccount(), await ownAccount()];
    const { id: gateId } = await createGate(ctx, { name: "x", settings });
    const versionOf = async (owner: typeof ctx, id: GateId) =>
      (await listGateVersions(owner, { gateId: id, limit: 1 }))[0]?.id ?? "";
    for (const versionId of [
      await versionOf(ctx, defaultId),
      await versionOf(other.ctx, other.defaultId),
      newId(),
      "junk",
    ]) {
      expect(await refusalOf(restoreGate(ctx, { gateId, versionId }))).toMatchObject({ code: "not_found" });
    }
  });
});

describe("what is known of gates", () => {
  test("the saves of one gate and of all are read newest first, page by page", async () => {
    const { ctx, defaultId } = await ownAccount();
    const { id: gateId } = await createGate(ctx, { name: "x", settings });
    for (const topP of [0.1, 0.2, 0.3]) await updateGate(ctx, { gateId, settings: { topP } });
    const pages: number[] = [];
    let before: GateVersionId | undefined;
    for (;;) {
      const page = await listGateVersions(ctx, { gateId, limit: 2, ...(before && { before }) });
      pages.push(...page.map(({ version }) => version));
      before = page.at(-1)?.id;
      if (before === undefined) break;
    }
    expect(pages).toEqual([4, 3, 2, 1]);
    const all = await listGateVersions(ctx, { limit: 10 });
    expect(all.map((saved) => saved.gateId)).toEqual([gateId, gateId, gateId, gateId, defaultId]);
    const older = await listGateVersions(ctx, { limit: 10, before: all[2]?.id ?? ("" as GateVersionId) });
    expect(older.map(({ id }) => id)).toEqual(all.slice(3).map(({ id }) => id));
    expect(await listGateVersions(ctx, { gateId: "junk" as GateId, limit: 5 })).toEqual([]);
  });

  test("usage and callers are those of the gate, the account and the span", async () => {
    const { ctx, accountId, defaultId } = await ownAccount();
    const { gateId } = await makeGate(db, { accountId, name: "x", isDefault: false });
    const [one, two] = [
      await makeKey(db, { accountId, name: "One" }),
      await makeKey(db, { accountId, name: "Two" }),
    ];
    const old = new Date(Date.now() - 40 * 86_400_000);
    const latest = new Date(Date.now() - 1_000);
    await makeRequests(db, { accountId, ...one, gateId }, [
      { costNanoUsd: 5n, startedAt: latest },
      { costNanoUsd: null, status: 502, startedAt: new Date(latest.getTime() - 60_000) },
      { startedAt: old, costNanoUsd: 1_000n },
    ]);
    await makeRequests(db, { accountId, ...two, gateId }, 3);
    await makeRequests(db, { accountId, ...two, gateId: defaultId }, [{ costNanoUsd: 7n }]);
    const since = new Date(Date.now() - 86_400_000);
    const usage = await gateUsage(ctx, [gateId, defaultId, newId<GateId>()], since);
    expect(usage.get(gateId)).toMatchObject({ requests: 5, errors: 1, unpriced: 1, costNanoUsd: 216_005n });
    expect(usage.get(defaultId)).toMatchObject({ requests: 1, errors: 0, unpriced: 0, costNanoUsd: 7n });
    expect([...usage.values()].at(-1)).toMatchObject({ requests: 0, costNanoUsd: 0n });
    const callers = await gateCallers(ctx, gateId, since);
    expect(callers.map(({ name, requests, isDeleted }) => [name, requests, isDeleted])).toEqual([
      ["Two", 3, false],
      ["One", 2, false],
    ]);
    expect(callers[1]?.lastRequestAt).toEqual(latest);
    const { ctx: foreign } = await ownAccount();
    expect(await gateCallers(foreign, gateId, since)).toEqual([]);
    expect((await gateUsage(foreign, [gateId], since)).get(gateId)?.requests).toBe(0);
  });
});

import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { makeGate, makeKey, makeOwner } from "@/db/factories";
import { gates, gateVersions } from "@/db/schema/gates";
import type { GateSettings } from "@/lib/core/gate-settings";
import { newId } from "@/lib/core/ids";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import { refusalOf } from "@/lib/testing/refusal-of";
import { createGate } from "./create-gate";
import { deleteGate } from "./delete-gate";
import { getGate, listGateVersions } from "./queries";
import { updateGate } from "./update-gate";

const { db } = await appDatabase();

async function ownGate(settings: Partial<GateSettings> = {}) {
  const { accountId, userId } = await makeOwner(db);
  const ctx = testContext(db, accountId, { kind: "user", userId });
  const gate = await createGate(ctx, { name: "support", settings: { model: "sandbox/echo", ...settings } });
  return { ctx, gate, gateId: gate.id };
}

describe("a change of a gate", () => {
  test("is stored with a version that says what changed, who did it and why", async () => {
    const { ctx, gateId } = await ownGate();
    ctx.clock.at = new Date("2027-01-05T10:00:00.000Z");
    const settings = { temperature: 0.2, fallbackModels: ["openai/b", "openai/a"] };
    const { gate, changedFields } = await updateGate(ctx, {
      gateId,
      name: "helpdesk",
      settings,
      note: "Cheaper",
    });
    expect(changedFields).toEqual(["name", "fallbackModels", "temperature"]);
    expect(gate).toMatchObject({ name: "helpdesk", version: 2, updatedAt: ctx.clock.at, settings });
    expect(await getGate(ctx, gateId)).toEqual(gate);
    const [newest, first, ...older] = await listGateVersions(ctx, { gateId, limit: 10 });
    expect(newest).toMatchObject({ version: 2, action: "manual_update", note: "Cheaper", by: "Test Person" });
    expect(newest).toMatchObject({
      changedFields,
      settings: gate.settings,
      name: "helpdesk",
      createdAt: ctx.clock.at,
    });
    expect(first).toMatchObject({ version: 1, action: "create", changedFields: [], name: "support" });
    expect(older).toEqual([]);
  });

  test("names the key that made it", async () => {
    const { ctx, gateId } = await ownGate();
    const { keyId } = await makeKey(db, { accountId: ctx.accountId, name: "CI" });
    await updateGate(
      { ...ctx, actor: { kind: "key", keyId, scope: null } },
      { gateId, settings: { topP: 0.5 } },
    );
    expect((await listGateVersions(ctx, { gateId, limit: 1 }))[0]?.by).toBe("CI");
  });

  test("keeps the order of fallback models, and another order is a change", async () => {
    const { ctx, gateId } = await ownGate({ fallbackModels: ["openai/b", "openai/c", "openai/a"] });
    expect((await getGate(ctx, gateId)).settings.fallbackModels).toEqual([
      "openai/b",
      "openai/c",
      "openai/a",
    ]);
    const turned = { fallbackModels: ["openai/a", "openai/c", "openai/b"] };
    expect((await updateGate(ctx, { gateId, settings: turned })).changedFields).toEqual(["fallbackModels"]);
    expect((await getGate(ctx, gateId)).settings).toMatchObject(turned);
  });

  test("clears what is null and stores false as false", async () => {
    const { ctx, gateId } = await ownGate({ description: "Old", systemPrompt: "Be brief.", maxTokens: 100 });
    const settings = { description: null, systemPrompt: null, maxTokens: null, allowOverrides: false };
    const { changedFields } = await updateGate(ctx, { gateId, settings });
    expect(changedFields).toEqual(["description", "systemPrompt", "maxTokens", "allowOverrides"]);
    const [row] = await db.select().from(gates).where(eq(gates.id, gateId));
    expect(row?.settings).toMatchObject(settings);
  });

  test("that changes nothing makes no version and moves no time", async () => {
    const settings = {
      responseFormatEnabled: true,
      responseFormatType: "json_schema" as const,
      responseFormatSchema: { type: "json_schema", json_schema: { name: "x", schema: { z: 1, a: [1, 2] } } },
      allowOverrides: { topP: true, model: false },
    };
    const { ctx, gate, gateId } = await ownGate(settings);
    const again = {
      name: " support ",
      settings: { ...settings, allowOverrides: { model: false, topP: true } },
    };
    expect(await updateGate(ctx, { gateId, ...again })).toEqual({ gate, changedFields: [] });
    expect(await listGateVersions(ctx, { gateId, limit: 10 })).toHaveLength(1);
  });

  test("made for a version that is no longer the newest is refused, and told who saved when", async () => {
    const { ctx, gateId } = await ownGate();
    const { gate } = await updateGate(ctx, { gateId, ifVersion: 1, settings: { temperature: 1 } });
    const refusal = await refusalOf(updateGate(ctx, { gateId, ifVersion: 1, settings: { temperature: 2 } }));
    const savedAt = gate.updatedAt.toISOString();
    expect(refusal).toMatchObject({ code: "conflict", details: { version: 2, by: "Test Person", savedAt } });
    expect(refusal.message).toContain(`Test Person saved this gate at ${savedAt}`);
    expect((await getGate(ctx, gateId)).settings.temperature).toBe(1);
  });

  test("wins exactly once when ten are made for the same version at once", async () => {
    const { ctx, gateId } = await ownGate();
    const saves = Array.from({ length: 10 }, (_, n) =>
      updateGate(ctx, { gateId, ifVersion: 1, settings: { maxTokens: n + 1 } }),
    );
    const ended = await Promise.allSettled(saves);
    const won = ended.flatMap((save) => (save.status === "fulfilled" ? [save.value] : []));
    expect(won).toHaveLength(1);
    expect(await getGate(ctx, gateId)).toEqual(won[0]?.gate);
    for (const save of ended) {
      if (save.status === "rejected") expect(save.reason).toMatchObject({ code: "conflict" });
    }
    expect(await listGateVersions(ctx, { gateId, limit: 20 })).toHaveLength(2);
  });

  test("is never lost between two that change different fields at once", async () => {
    const { ctx, gateId } = await ownGate();
    await Promise.all([
      updateGate(ctx, { gateId, settings: { temperature: 0.1 } }),
      updateGate(ctx, { gateId, settings: { topP: 0.2 } }),
      updateGate(ctx, { gateId, name: "both" }),
    ]);
    const gate = await getGate(ctx, gateId);
    expect(gate).toMatchObject({ name: "both", version: 4, settings: { temperature: 0.1, topP: 0.2 } });
  });

  test.each([
    ["model", { model: "no-such-model" }],
    ["fallbackModels", { fallbackModels: ["no-such-model"] }],
    ["fallbackModels", { fallbackModels: ["sandbox/echo"] }],
    ["weights", { weights: { "sandbox/echo": 0 } }],
  ])("is refused with a sentence about %s for %j", async (param, settings) => {
    const { ctx, gate, gateId } = await ownGate();
    expect(await refusalOf(updateGate(ctx, { gateId, settings }))).toMatchObject({
      code: "invalid_field",
      param,
    });
    expect(await getGate(ctx, gateId)).toEqual(gate);
  });

  test("leaves a model alone that nobody knows any more", async () => {
    const { accountId } = await makeOwner(db);
    const ctx = testContext(db, accountId);
    const { gateId } = await makeGate(db, {
      accountId,
      name: "old",
      isDefault: false,
      settings: { model: "gone" },
    });
    expect((await updateGate(ctx, { gateId, settings: { temperature: 1 } })).gate.settings.model).toBe(
      "gone",
    );
  });

  test("of another account's, a deleted or an unknown gate is not found", async () => {
    const [{ ctx, gateId: deleted }, other] = [await ownGate(), await ownGate()];
    await deleteGate(ctx, { gateId: deleted });
    for (const gateId of [other.gateId, deleted, newId(), "junk", "a\0b"]) {
      expect(await refusalOf(updateGate(ctx, { gateId, name: "mine" }))).toMatchObject({ code: "not_found" });
    }
    expect(await getGate(other.ctx, other.gateId)).toEqual(other.gate);
    const written = await db.select().from(gateVersions).where(eq(gateVersions.gateId, other.gateId));
    expect(written).toHaveLength(1);
  });
});

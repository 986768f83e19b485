import { describe, expect, test } from "vitest";
import { makeOwner } from "@/db/factories";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import { refusalOf } from "@/lib/testing/refusal-of";
import { createGate } from "./create-gate";
import { exportGates } from "./export-gates";
import { importGates } from "./import-gates";
import { planGateImport } from "./plan-gate-import";
import { getGate, listGates, listGateVersions } from "./queries";
import { updateGate } from "./update-gate";

const { db } = await appDatabase();

async function ownAccount() {
  const { accountId, userId } = await makeOwner(db);
  const ctx = testContext(db, accountId, { kind: "user", userId });
  const first = await createGate(ctx, {
    name: "first",
    settings: { model: "sandbox/echo", temperature: 0.5 },
  });
  const second = await createGate(ctx, {
    name: "second",
    settings: { model: "sandbox/echo", tags: ["b", "a"] },
  });
  return { ctx, first, second };
}

const file = (...gates: string[]) => `gates:\n${gates.map((gate) => `  - { ${gate} }\n`).join("")}`;
const FIRST = "name: first, model: sandbox/echo, topP: 0.25";
const THIRD = "name: third, model: openai/gpt-4o";

describe("importing gates", () => {
  test("creates and changes what the file says, as versions, and leaves all others as they are", async () => {
    const { ctx, first, second } = await ownAccount();
    const before = await listGates(ctx);
    const text = file(FIRST, THIRD);
    const plan = await planGateImport(ctx, text);
    expect(plan.creates.map(({ name }) => name)).toEqual(["third"]);
    expect(plan.updates).toMatchObject([{ gate: first, changedFields: ["temperature", "topP"] }]);
    expect(plan.updates[0]?.after.settings).toMatchObject({ temperature: null, topP: 0.25 });
    expect(await listGates(ctx)).toEqual(before);

    const done = await importGates(ctx, { text, expectedVersions: { [first.id]: 1 } });
    expect(done.created).toMatchObject([{ name: "third", version: 1, isDefault: false }]);
    expect(done.updated).toMatchObject([
      { gate: { id: first.id, version: 2 }, changedFields: ["temperature", "topP"] },
    ]);
    expect((await getGate(ctx, first.id)).settings).toMatchObject({ temperature: null, topP: 0.25 });
    const [saved] = await listGateVersions(ctx, { gateId: first.id, limit: 1 });
    expect(saved).toMatchObject({ action: "manual_update", note: "Imported from a file", by: "Test Person" });
    expect(await getGate(ctx, second.id)).toEqual(second);
    expect((await listGates(ctx)).map(({ name }) => name).toSorted()).toEqual([
      "default",
      "first",
      "second",
      "third",
    ]);
  });

  test("what was exported changes nothing, and brings everything back after changes", async () => {
    const { ctx, first, second } = await ownAccount();
    const text = await exportGates(ctx);
    expect(await importGates(ctx, { text })).toMatchObject({ created: [], updated: [] });
    await updateGate(ctx, { gateId: first.id, settings: { allowOverrides: false, systemPrompt: "New." } });
    await updateGate(ctx, { gateId: second.id, settings: { tags: ["a", "b"] } });
    const { updated } = await importGates(ctx, { text });
    expect(updated.map(({ changedFields }) => changedFields)).toEqual([
      ["systemPrompt", "allowOverrides"],
      ["tags"],
    ]);
    expect((await getGate(ctx, first.id)).settings).toEqual(first.settings);
    expect((await getGate(ctx, second.id)).settings).toEqual(second.settings);
  });

  test.each([
    ["an unknown model in its last gate", file(FIRST, "name: x, model: no-such-model"), "gates.1.model"],
    ["a fault in its last gate", file(FIRST, "name: x, model: sandbox/echo, topP: 2"), "gates.1.topP"],
    ["a name that Postgres cannot keep", file(FIRST, 'name: "a\\0b", model: sandbox/echo'), "gates.1.name"],
  ])("changes nothing for a file with %s", async (_case, text, param) => {
    const { ctx } = await ownAccount();
    const before = await listGates(ctx);
    expect(await refusalOf(planGateImport(ctx, text))).toMatchObject({ code: "invalid_field", param });
    expect(await refusalOf(importGates(ctx, { text }))).toMatchObject({ code: "invalid_field", param });
    expect(await listGates(ctx)).toEqual(before);
  });

  test("changes nothing when a gate was saved, or made, since the plan", async () => {
    const { ctx, first } = await ownAccount();
    const text = file(THIRD, FIRST);
    const expectedVersions = { [first.id]: 1 };
    await updateGate(ctx, { gateId: first.id, settings: { maxTokens: 5 } });
    const refusal = await refusalOf(importGates(ctx, { text, expectedVersions }));
    expect(refusal).toMatchObject({ code: "conflict", details: { gateId: first.id, version: 2 } });
    await createGate(ctx, { name: "third", settings: { model: "sandbox/echo" } });
    const made = await refusalOf(importGates(ctx, { text, expectedVersions: { [first.id]: 2 } }));
    expect(made.code).toBe("conflict");
    expect((await getGate(ctx, first.id)).version).toBe(2);
    expect((await getGate(ctx, "third")).settings.model).toBe("sandbox/echo");
  });

  test("twice at once, against saves of single gates, ends with every gate whole", async () => {
    const { ctx, first, second } = await ownAccount();
    const text = file(FIRST, THIRD, "name: second, model: sandbox/echo, maxTokens: 9");
    await Promise.all([
      importGates(ctx, { text }),
      updateGate(ctx, { gateId: second.id, settings: { temperature: 1 } }),
      importGates(ctx, { text }),
      updateGate(ctx, { gateId: first.id, settings: { temperature: 1 } }),
    ]);
    expect((await listGates(ctx)).filter(({ name }) => name === "third")).toHaveLength(1);
    for (const { id } of [first, second]) {
      const gate = await getGate(ctx, id);
      const [newest] = await listGateVersions(ctx, { gateId: id, limit: 1 });
      expect(newest).toMatchObject({ version: gate.version, settings: gate.settings });
    }
  });

  test("matches a gate whose name Unicode writes in another way, and takes the name of the file", async () => {
    const { ctx } = await ownAccount();
    const { id } = await createGate(ctx, { name: "Zo\u00eb", settings: { model: "sandbox/echo" } });
    const { updated, created } = await importGates(ctx, {
      text: file("name: Zoe\u0308, model: sandbox/echo"),
    });
    expect({ created, fields: updated[0]?.changedFields }).toEqual({ created: [], fields: ["name"] });
    expect((await getGate(ctx, id)).name).toBe("Zoe\u0308");
  });
});

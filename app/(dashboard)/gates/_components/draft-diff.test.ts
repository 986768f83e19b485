import { expect, test } from "vitest";
import { DEFAULT_GATE_SETTINGS, type GateSettings } from "@/lib/core/gate-settings";
import { draftDiff } from "./draft-diff";
import { fieldLabel, mayOverride, type Said, SHOWN_FIELDS, withOverride } from "./field-words";

const said = (settings: Partial<GateSettings> = {}, name = "support"): Said => ({
  name,
  settings: { ...DEFAULT_GATE_SETTINGS, model: "gpt-4o", ...settings },
});
const labels = (after: Partial<GateSettings>) => draftDiff(said(), said(after)).map(({ label }) => label);

test("what is equal is no change, whatever the order of the keys of an object", () => {
  const schema = { type: "json_schema", json_schema: { name: "a", schema: { type: "object" } } };
  const turned = { json_schema: { schema: { type: "object" }, name: "a" }, type: "json_schema" };
  const weights = { a: 1, b: 2 };
  const before = said({ responseFormatSchema: schema, weights });
  expect(draftDiff(before, said({ responseFormatSchema: turned, weights: { b: 2, a: 1 } }))).toEqual([]);
});

test("a change of the order of the models is one change of the models", () => {
  const before = said({ model: "a", fallbackModels: ["b", "c"] });
  const after = said({ model: "b", fallbackModels: ["a", "c"] });
  expect(draftDiff(before, after)).toEqual([
    { field: "model", label: "Models", before: "a → b → c", after: "b → a → c" },
  ]);
});

test("zero and nothing are told apart, and a new name is a change", () => {
  expect(draftDiff(said({ temperature: null }), said({ temperature: 0 }))).toMatchObject([
    { before: "not set", after: "0" },
  ]);
  expect(draftDiff(said(), said({}, "other"))).toMatchObject([{ label: "Name", after: "other" }]);
});

test("every setting of a gate is compared", () => {
  const other: Record<keyof GateSettings, GateSettings[keyof GateSettings]> = {
    description: "x",
    taskType: "image",
    taskSubtype: "code",
    model: "x",
    fallbackModels: ["x"],
    routingStrategy: "weighted",
    weights: { x: 1 },
    systemPrompt: "x",
    systemPromptMode: "prepend",
    temperature: 1,
    maxTokens: 1,
    topP: 1,
    responseFormatEnabled: true,
    responseFormatType: "json_object",
    responseFormatSchema: { x: 1 },
    allowOverrides: false,
    tags: ["x"],
    timeoutMs: 1,
    costWeight: 1,
    latencyWeight: 1,
    qualityWeight: 1,
    analysisMethod: "cost",
    taskAnalysis: { x: 1 },
    reanalysisPeriod: "daily",
    autoApplyRecommendations: true,
  };
  for (const [field, value] of Object.entries(other)) {
    const base = field === "responseFormatType" ? { responseFormatEnabled: true } : {};
    expect(draftDiff(said(base), said({ ...base, [field]: value })), field).toHaveLength(1);
  }
  expect(labels({ fallbackModels: ["x"], responseFormatEnabled: true })).toEqual([
    "Models",
    "Response format",
  ]);
  expect(new Set(SHOWN_FIELDS.map(({ label }) => label)).size).toBe(SHOWN_FIELDS.length);
});

test("a field that two names keep has one label, and an unknown one its own name", () => {
  expect(fieldLabel("fallbackModels")).toBe("Models");
  expect(fieldLabel("topP")).toBe("Top-p");
  expect(fieldLabel("somethingNew")).toBe("somethingNew");
});

test("permissions are changed one by one, and all or none become a plain yes or no", () => {
  const closed = withOverride(true, "temperature", false);
  expect(mayOverride(closed, "temperature")).toBe(false);
  expect(mayOverride(closed, "model")).toBe(true);
  expect(withOverride(closed, "temperature", true)).toBe(true);
  expect(withOverride({ model: true }, "model", false)).toBe(false);
  expect(withOverride(false, "topP", true)).toEqual({ topP: true });
});

import { expect, test } from "vitest";
import { DEFAULT_GATE_SETTINGS, type GateSettings } from "@/lib/core/gate-settings";
import { evenRows, formOf, type GateForm, movedRow, readForm, withKeysOf, withNewRow } from "./gate-form";

const settings: GateSettings = {
  ...DEFAULT_GATE_SETTINGS,
  model: "a",
  fallbackModels: ["b"],
  routingStrategy: "weighted",
  weights: { a: 3, b: 0.5 },
  temperature: 0.7,
  maxTokens: 400,
  timeoutMs: 2_500,
  tags: ["x", "y"],
  responseFormatEnabled: true,
  responseFormatType: "json_schema",
  responseFormatSchema: { type: "json_schema", json_schema: { name: "n" } },
};
const form = (texts: Partial<GateForm["texts"]> = {}): GateForm => {
  const full = formOf({ name: "support", settings });
  return { ...full, texts: { ...full.texts, ...texts } };
};

test("a form that nobody touched says what the gate said", () => {
  expect(readForm(form())).toEqual({ said: { name: "support", settings }, faults: {} });
  const plain = { ...DEFAULT_GATE_SETTINGS, model: "a" };
  expect(readForm(formOf({ name: "n", settings: plain })).said.settings).toEqual(plain);
});

test("an empty field is nothing, zero is zero, and seconds become milliseconds", () => {
  const { said, faults } = readForm(form({ temperature: " ", topP: "0", timeout: "1.25", maxTokens: "" }));
  expect(faults).toEqual({});
  expect(said.settings).toMatchObject({ temperature: null, topP: 0, timeoutMs: 1_250, maxTokens: null });
});

test.each(["abc", "0,7", "1e3", "--1", "."])("%s is no number, and the field says so", (text) => {
  expect(readForm(form({ temperature: text })).faults).toEqual({
    temperature: expect.stringContaining("Type a number"),
  });
});

test("a schema must be a JSON object, and a fault in it names its line", () => {
  const broken = readForm(form({ schema: '{\n  "type": "json_schema",\n  oops\n}' }));
  expect(broken.faults.responseFormatSchema).toMatch(/not valid JSON.*line 3/);
  // What was saved stays as it is until the text can be read.
  expect(broken.said.settings.responseFormatSchema).toEqual(settings.responseFormatSchema);
  expect(readForm(form({ schema: "[1]" })).faults.responseFormatSchema).toContain("JSON object");
  expect(readForm(form({ schema: " " })).said.settings.responseFormatSchema).toBeNull();
});

test("a schema goes with the format that needs it", () => {
  const plain = { ...form(), settings: { ...settings, responseFormatType: "json_object" as const } };
  expect(readForm(plain).said.settings.responseFormatSchema).toBeNull();
});

test("tags are separated by commas, without blanks and doubles", () => {
  expect(readForm(form({ tags: " x, ,y ,x" })).said.settings.tags).toEqual(["x", "y"]);
});

test("weights belong to a weighted gate only and follow their model when it moves", () => {
  const before = form();
  const moved = { ...before, rows: [...movedRow(before.rows, 1, 0)] };
  expect(readForm(moved).said.settings).toMatchObject({
    model: "b",
    fallbackModels: ["a"],
    weights: { a: 3, b: 0.5 },
  });
  const single = { ...before, settings: { ...settings, routingStrategy: "fallback" as const } };
  expect(readForm(single).said.settings.weights).toBeNull();
});

test("a row moves by one place and never out of the list", () => {
  expect(movedRow(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
  expect(movedRow(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  expect(movedRow(["a", "b"], 0, -1)).toEqual(["a", "b"]);
  expect(movedRow(["a", "b"], 1, 2)).toEqual(["a", "b"]);
});

test("a new row has a key that no other row has", () => {
  const rows = withNewRow([{ key: 4, model: "a", weight: "" }]);
  expect(rows.map(({ key }) => key)).toEqual([4, 5]);
  expect(withNewRow([])).toEqual([{ key: 0, model: "", weight: "" }]);
});

test("the lines keep their keys through a save, and get new ones when others take their place", () => {
  const before = form();
  const moved = { ...before, rows: [...movedRow(before.rows, 1, 0)] };
  const saved = formOf(readForm(moved).said);
  expect(withKeysOf(moved, saved).rows.map(({ key, model }) => [key, model])).toEqual([
    [1, "b"],
    [0, "a"],
  ]);
  expect(withKeysOf(before, saved)).toBe(saved);
});

test("models begin with equal shares, and shares that were given stay", () => {
  const weights = (given: string[]) =>
    evenRows(given.map((weight, key) => ({ key, model: "m", weight }))).map(({ weight }) => weight);
  expect(weights(["", ""])).toEqual(["1", "1"]);
  expect(weights(["3", ""])).toEqual(["3", ""]);
});

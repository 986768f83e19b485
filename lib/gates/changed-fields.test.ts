import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_GATE_SETTINGS, type GateSettings } from "@/lib/core/gate-settings";
import { anyGateSettings } from "@/lib/testing/any-gate-settings";
import { changedFields } from "./changed-fields";

const settings: GateSettings = { ...DEFAULT_GATE_SETTINGS, model: "a" };
const changes = (before: Partial<GateSettings>, after: Partial<GateSettings>) =>
  changedFields(
    { name: "x", settings: { ...settings, ...before } },
    { name: "x", settings: { ...settings, ...after } },
  );

/** The same value with the names of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, turned(inner)]),
  );
}

test("nothing differs between settings and themselves, in whatever order their names stand", () => {
  fc.assert(
    fc.property(anyGateSettings, (given) => {
      const copy = turned(JSON.parse(JSON.stringify(given))) as GateSettings;
      expect(changedFields({ name: "x", settings: given }, { name: "x", settings: copy })).toEqual([]);
    }),
  );
});

test("exactly the fields that were taken from other settings and differ are named", () => {
  const fields = Object.keys(settings) as (keyof GateSettings)[];
  fc.assert(
    fc.property(anyGateSettings, anyGateSettings, fc.subarray(fields), (before, other, taken) => {
      const after = { ...before, ...Object.fromEntries(taken.map((field) => [field, other[field]])) };
      const text = (value: unknown) => JSON.stringify(value, (_name, inner) => sorted(inner));
      const differing = taken.filter((field) => text(before[field]) !== text(other[field]));
      const found = changedFields({ name: "x", settings: before }, { name: "x", settings: after });
      expect(found.toSorted()).toEqual(differing.toSorted());
    }),
  );
});

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

test("the order of a list counts, null and false are not the same, and a name is a field", () => {
  expect(changes({ fallbackModels: ["b", "c"] }, { fallbackModels: ["c", "b"] })).toEqual(["fallbackModels"]);
  expect(changes({ weights: null }, { weights: {} })).toEqual(["weights"]);
  expect(changes({ allowOverrides: false }, { allowOverrides: {} })).toEqual(["allowOverrides"]);
  expect(changes({ systemPrompt: "" }, { systemPrompt: null })).toEqual(["systemPrompt"]);
  expect(changedFields({ name: "x", settings }, { name: "y", settings: { ...settings, topP: 1 } })).toEqual([
    "name",
    "topP",
  ]);
});

test("a field that an old version does not have counts as its default", () => {
  const { timeoutMs: _, ...old } = settings;
  const before = { name: "x", settings: old as GateSettings };
  expect(changedFields(before, { name: "x", settings })).toEqual([]);
  expect(changedFields(before, { name: "x", settings: { ...settings, timeoutMs: 500 } })).toEqual([
    "timeoutMs",
  ]);
});

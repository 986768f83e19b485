import { expect, test } from "vitest";
import { DEFAULT_GATE_SETTINGS, type GateSettings } from "@/lib/core/gate-settings";
import { draftProblems, mergedProblems, tabOf } from "./gate-problems";

const said = (settings: Partial<GateSettings> = {}, name = "support") => ({
  name,
  settings: { ...DEFAULT_GATE_SETTINGS, model: "a", ...settings },
});
const fields = (...given: Parameters<typeof draftProblems>) =>
  draftProblems(...given).map(({ field }) => field);

test("a good draft has no problems; a nameless one and an empty line have one each", () => {
  expect(draftProblems(said(), {})).toEqual([]);
  expect(fields(said({}, ""), {})).toEqual(["name"]);
  expect(fields(said({ fallbackModels: ["", ""], routingStrategy: "fallback" }), {})).toContain("model");
  expect(
    draftProblems(said({ fallbackModels: [""], routingStrategy: "fallback" }), {})[0]?.message,
  ).toContain("Choose a model");
});

test("a text that cannot be read is told once, not again by the rules", () => {
  const weighted = said({ routingStrategy: "weighted", fallbackModels: ["b"], weights: {} });
  expect(fields(weighted, {})).toEqual(["weights"]);
  expect(draftProblems(weighted, { weights: "Type a number." })).toMatchObject([
    { field: "weights", message: "Type a number." },
  ]);
});

test("what several sources say is said once, in plain words, errors first", () => {
  const warning = { field: "topP", severity: "warning" as const, message: "Odd." };
  const error = { field: "temperature", severity: "error" as const, message: "temperature: use a number." };
  expect(mergedProblems([warning], [error, warning])).toEqual([
    { ...error, message: "Use a number." },
    warning,
  ]);
});

test("problems of one kind stand in the order of the editor", () => {
  const errors = ["topP", "unknown", "fallbackModels", "name"].map((field) => ({
    field,
    severity: "error" as const,
    message: "Wrong.",
  }));
  expect(mergedProblems(errors).map(({ field }) => field)).toEqual([
    "name",
    "fallbackModels",
    "topP",
    "unknown",
  ]);
});

test("every setting has its place in the editor", () => {
  expect(tabOf("fallbackModels")).toBe("models");
  expect(tabOf("responseFormatSchema")).toBe("parameters");
  expect(tabOf("name")).toBe("basics");
});

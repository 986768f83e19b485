import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_GATE_SETTINGS, type GateSettings } from "@/lib/core/gate-settings";
import { anyGateSettings } from "@/lib/testing/any-gate-settings";
import { gateFaults } from "./gate-problems";

const found = (given: Partial<GateSettings>) =>
  gateFaults({ ...DEFAULT_GATE_SETTINGS, model: "a", ...given }).map(
    ({ severity, field }) => `${severity} ${field}`,
  );
const schema = { type: "json_schema", json_schema: {} };
const chain = { fallbackModels: ["b"], routingStrategy: "fallback" as const };

test.each<[string[], Partial<GateSettings>]>([
  [[], {}],
  [[], chain],
  [["error fallbackModels"], { ...chain, fallbackModels: ["b", "a"] }],
  [["error fallbackModels"], { ...chain, fallbackModels: ["b", "c", "b"] }],
  [["warning routingStrategy"], { fallbackModels: ["b"] }],
  [["warning routingStrategy"], { routingStrategy: "fallback" }],
  [["warning routingStrategy"], { routingStrategy: "round-robin" }],
  [["warning routingStrategy"], { routingStrategy: "weighted", weights: { a: 1 } }],
  [["error weights"], { ...chain, routingStrategy: "weighted" }],
  [["error weights"], { ...chain, routingStrategy: "weighted", weights: { a: 0, b: 0 } }],
  [["error weights"], { ...chain, routingStrategy: "weighted", weights: {} }],
  [["error weights"], { ...chain, routingStrategy: "weighted", weights: { a: 1, c: 1 } }],
  [[], { ...chain, routingStrategy: "weighted", weights: { b: 1 } }],
  [["warning weights"], { ...chain, weights: { a: 1 } }],
  [["error responseFormatType"], { responseFormatEnabled: true }],
  [["error responseFormatSchema"], { responseFormatEnabled: true, responseFormatType: "json_schema" }],
  [["error responseFormatSchema"], { responseFormatType: "text", responseFormatSchema: schema }],
  [["error responseFormatSchema"], { responseFormatSchema: schema }],
  [[], { responseFormatEnabled: true, responseFormatType: "json_schema", responseFormatSchema: schema }],
  [["warning taskSubtype"], { taskType: "image", taskSubtype: "code" }],
  [["warning systemPromptMode"], { systemPromptMode: "prepend" }],
  [
    ["error fallbackModels", "warning systemPromptMode"],
    { ...chain, fallbackModels: ["a"], systemPromptMode: "prepend" },
  ],
])("finds %j in %j", (problems, given) => {
  expect(found(given)).toEqual(problems);
});

test("finds no error in settings that can be saved, and says every problem in a sentence", () => {
  fc.assert(
    fc.property(anyGateSettings, (settings) => {
      for (const { severity, message } of gateFaults(settings)) {
        expect(severity).toBe("warning");
        expect(message).toMatch(/^[A-Z"].*\.$/);
      }
    }),
  );
});

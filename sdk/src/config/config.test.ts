import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DEFAULT_GATE_SETTINGS } from "@/lib/core/gate-settings";
import { gatesToYaml } from "@/lib/gates/gates-to-yaml";
import { parseGatesYaml } from "@/lib/gates/parse-gates-yaml";
import { settingsFields } from "@/lib/gates/settings-fields";
import { ConfigError, loadConfig, parseConfig, parseYAML, validateConfig } from "../config";
import { LayerError } from "../index";
import { FIELD_RULES } from "./field-rules";

const thrownBy = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (thrown) {
    return thrown;
  }
};

test.each([
  ["an unknown field", "gates:\n  - name: a\n    model: m\n    colour: red\n", 4, "gates.0.colour"],
  [
    "a field that every object has",
    "gates:\n  - name: a\n    model: m\n    constructor: 1\n",
    4,
    "gates.0.constructor",
  ],
  ["an unknown field of the file", "gates:\n  - name: a\n    model: m\nversion: 1\n", 4, "version"],
  ["a second name", "gates:\n  - name: a\n    model: m\n  - name: ' a'\n    model: m\n", 4, "gates.1.name"],
  ["a missing model", "gates:\n  - name: a\n    model: m\n  - name: b\n", 4, "gates.1.model"],
  ["an empty model", "gates:\n  - name: a\n    model: ''\n", 3, "gates.0.model"],
  ["a temperature of 3", "gates:\n  - name: a\n    model: m\n    temperature: 3\n", 4, "gates.0.temperature"],
  [
    "a strategy nobody has",
    "gates:\n  - name: a\n    model: m\n    routingStrategy: x\n",
    4,
    "gates.0.routingStrategy",
  ],
  ["tags that are no list", "gates:\n  - name: a\n    model: m\n    tags: web\n", 4, "gates.0.tags"],
  [
    "an override nobody knows",
    "gates:\n  - name: a\n    model: m\n    allowOverrides: [x]\n",
    4,
    "gates.0.allowOverrides",
  ],
  ["a field given twice", "gates:\n  - name: a\n    model: m\n    model: n\n", 4, ""],
  ["no list", "gates: 3\n", 1, "gates"],
  ["an empty list", "gates: []\n", 1, "gates"],
  ["nothing", "", 1, ""],
  ["what is no YAML", "gates:\n  - name: a\n   model: m\n", 3, ""],
])("%s is refused with its line and field", (_what, text, line, field) => {
  const error = thrownBy(() => parseConfig(text));
  expect(error).toBeInstanceOf(ConfigError);
  expect(error).toBeInstanceOf(LayerError);
  expect(error).toMatchObject({ line, field, message: expect.stringMatching(/^Line \d+: .+[.]$|^Line/) });
});

test("every field of a gate is known here and at the server, and what the server writes is read back whole", () => {
  const known = Object.keys(FIELD_RULES);
  expect(known).toEqual(expect.arrayContaining(Object.keys(settingsFields)));
  const settings = {
    ...DEFAULT_GATE_SETTINGS,
    model: "gpt-4o-mini",
    description: "Answers\ncustomers",
    taskSubtype: "code" as const,
    fallbackModels: ["claude-haiku-4-5"],
    routingStrategy: "weighted" as const,
    weights: { "gpt-4o-mini": 3, "claude-haiku-4-5": 1 },
    systemPrompt: "Be short.",
    temperature: 0.2,
    maxTokens: 100,
    topP: 0.9,
    responseFormatEnabled: true,
    responseFormatType: "json_schema" as const,
    responseFormatSchema: { type: "json_schema", json_schema: { name: "x", schema: {} } },
    allowOverrides: { model: false, temperature: true },
    tags: ["a"],
    timeoutMs: 30_000,
    taskAnalysis: { primary: "x" },
  };
  const policies = { limits: { requestsPerDay: 5 }, payloads: { store: true, keepDays: 3, redact: ["ssn"] } };
  const terms = { period: "daily", enforcement: "block" } as const;
  const spending = { amountNanoUsd: 12_500_000_000n, ...terms };
  const text = gatesToYaml([
    { name: "support", settings, beside: { ...policies, isDefault: true, spending } },
  ]);
  const { gates } = parseConfig(text);
  const spendingFields = {
    spendingLimit: "12.50",
    spendingLimitPeriod: "daily",
    spendingEnforcement: "block",
  };
  expect(gates).toEqual([{ name: "support", ...settings, ...policies, isDefault: true, ...spendingFields }]);
  const given = { ...policies, isDefault: true, spending: { amount: 12_500_000_000n, ...terms } };
  expect(parseGatesYaml(text).gates).toEqual([{ name: "support", settings, given }]);
});

test("null counts as left out or takes away, and both spellings of overrides are taken", () => {
  const taken =
    "gates: [{ name: a, model: m, limits: null, payloads: ~, spendingLimit: null, isDefault: null }]";
  expect(parseConfig(taken).gates).toEqual([
    { name: "a", model: "m", limits: null, payloads: null, spendingLimit: null },
  ]);
  const text = "gates:\n  - name: a\n    model: m\n    description: null\n    allowOverrides: [model]\n";
  expect(parseConfig(text)).toEqual({ gates: [{ name: "a", model: "m", allowOverrides: ["model"] }] });
  expect(
    validateConfig({ gates: [{ name: "a", model: "m", spendingLimit: "25.00", maxLatencyMs: 900 }] }).gates,
  ).toHaveLength(1);
  expect(thrownBy(() => validateConfig({ gates: [{ name: "a" }] }))).toMatchObject({
    line: null,
    field: "gates.0.model",
  });
});

test("a file is read, and one that is not there is named", async () => {
  const folder = mkdtempSync(join(tmpdir(), "layer-sdk-config-"));
  const file = join(folder, "layer.config.yaml");
  await expect(loadConfig(file)).rejects.toThrow(`${file} cannot be read: there is no such file.`);
  writeFileSync(file, "gates:\n  - name: a\n    model: m\n");
  expect(await loadConfig(file)).toEqual({ gates: [{ name: "a", model: "m" }] });
  rmSync(folder, { recursive: true });
});

test("YAML is read unchecked, but not without end", () => {
  expect(parseYAML("a: [1, {b: null}]")).toEqual({ a: [1, { b: null }] });
  const doubled = Array.from(
    { length: 30 },
    (_, n) => `a${n}: &a${n} [${n === 0 ? "x" : `*a${n - 1},*a${n - 1}`}]`,
  );
  expect(thrownBy(() => parseYAML(doubled.join("\n")))).toBeInstanceOf(ConfigError);
});

test.each([
  ["limits: { requestsPerHour: 1 }", "gates.0.limits"],
  ["limits: { requestsPerMinute: -1 }", "gates.0.limits"],
  ["payloads: { store: true }", "gates.0.payloads"],
  ["payloads: { store: true, keepDays: 91, redact: [] }", "gates.0.payloads"],
  ['payloads: { store: true, keepDays: 1, redact: [" a"] }', "gates.0.payloads"],
  ["isDefault: false", "gates.0.isDefault"],
])("%s is refused at its line", (line, field) => {
  const read = () => parseConfig(`gates:\n  - name: a\n    model: m\n    ${line}\n`);
  expect(read).toThrow(expect.objectContaining({ line: 4, field }));
});

test("a file has one default gate", () => {
  const gate = (name: string) => `  - name: ${name}\n    model: m\n    isDefault: true\n`;
  expect(() => parseConfig(`gates:\n${gate("a")}${gate("b")}`)).toThrow(
    expect.objectContaining({ line: 7, field: "gates.1.isDefault" }),
  );
});

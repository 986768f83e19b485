import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/core/errors";
import { DEFAULT_GATE_SETTINGS } from "@/lib/core/gate-settings";
import { parseUsd } from "@/lib/core/money";
import { anyGateBeside } from "@/lib/testing/any-gate-beside";
import { anyGateSettings } from "@/lib/testing/any-gate-settings";
import { type GateBeside, NOTHING_BESIDE } from "./gate-beside";
import { gatesToYaml } from "./gates-to-yaml";
import { parseGatesYaml } from "./parse-gates-yaml";

const anyBeside: fc.Arbitrary<GateBeside> = fc.option(anyGateBeside, { nil: null }).map((made) =>
  made === null
    ? NOTHING_BESIDE
    : {
        limits: made.limits,
        payloads: made.payloads,
        isDefault: false,
        spending: {
          amountNanoUsd: parseUsd(made.spendingLimit) ?? 0n,
          period: made.spendingLimitPeriod,
          enforcement: made.spendingEnforcement,
        },
      },
);

/** What a file says of a gate that has this beside its settings. */
function givenBy({ limits, payloads, isDefault, spending }: GateBeside) {
  const { amountNanoUsd: amount, ...terms } = spending ?? {};
  return {
    ...(limits && { limits }),
    ...(payloads && { payloads }),
    ...(isDefault && { isDefault }),
    spending: { amount, ...terms },
  };
}

function refusalOf(text: string): AppError {
  try {
    parseGatesYaml(text);
  } catch (error) {
    return error instanceof AppError ? error : expect.fail(String(error));
  }
  return expect.fail("It was not refused.");
}

describe("a file of gates", () => {
  test("brings back every field of every gate that was written into it", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyGateSettings, anyBeside), { minLength: 1, maxLength: 4 }), (all) => {
        const gates = all.map(([settings, beside], n) => ({
          name: `gate ${n}`,
          settings,
          beside: { ...beside, isDefault: n === 1 },
        }));
        const read = gates.map(({ beside, ...gate }) => ({ ...gate, given: givenBy(beside) }));
        expect(parseGatesYaml(gatesToYaml(gates.toReversed())).gates).toEqual(read);
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    "yes",
    "~",
    "1e3",
    "0x1f",
    "- a",
    "{a: b}",
    "#no",
    "a: b",
    "'",
    '"',
    "été 🔑",
    "&x",
    "*x",
    "!!str",
    "null",
  ])("keeps the name %s", (name) => {
    const gate = { name, settings: { ...DEFAULT_GATE_SETTINGS, model: "sandbox/echo" } };
    const { gates } = parseGatesYaml(gatesToYaml([{ ...gate, beside: NOTHING_BESIDE }]));
    expect(gates).toEqual([{ ...gate, given: { spending: {} } }]);
  });

  test("leaves null out and writes a long prompt as a block of text", () => {
    const settings = { ...DEFAULT_GATE_SETTINGS, model: "m", systemPrompt: "One.\nTwo.\n" };
    const text = gatesToYaml([{ name: "a", settings, beside: NOTHING_BESIDE }]);
    expect(text).not.toContain(": null");
    expect(text).toContain("systemPrompt: |\n      One.\n      Two.\n");
  });

  test("as the original's guide shows it is read, with defaults for what it does not say", () => {
    const { gates } = parseGatesYaml(`
gates:
  - name: support
    model: gpt-4o-mini
    temperature: 0.7
    allowOverrides: [model, temperature]
    fallbackModels: [claude-haiku-4-5]
  - name: plain
    model: sandbox/echo
    description: ~
`);
    expect(gates.map(({ name, settings }) => ({ name, settings }))).toEqual([
      {
        name: "support",
        settings: {
          ...DEFAULT_GATE_SETTINGS,
          model: "gpt-4o-mini",
          temperature: 0.7,
          allowOverrides: { model: true, temperature: true },
          fallbackModels: ["claude-haiku-4-5"],
          routingStrategy: "fallback",
        },
      },
      { name: "plain", settings: { ...DEFAULT_GATE_SETTINGS, model: "sandbox/echo" } },
    ]);
  });

  test("null takes limits, payloads and the spending limit away, and says nothing elsewhere", () => {
    const given = (fields: string) =>
      parseGatesYaml(`gates: [{ name: a, model: m, ${fields} }]`).gates[0]?.given;
    expect(given("limits: null, payloads: ~, spendingLimit: null")).toEqual({
      limits: null,
      payloads: null,
      spending: { amount: null },
    });
    expect(given("limits: {}, spendingLimit: 25, spendingLimitPeriod: daily")).toEqual({
      limits: null,
      spending: { amount: 25_000_000_000n, period: "daily" },
    });
    expect(
      given("isDefault: null, spendingLimitPeriod: null, spendingEnforcement: null, routingStrategy: null"),
    ).toEqual({ spending: {} });
  });

  const gate = (...lines: string[]) =>
    ["gates:", "  - name: a", "    model: m", ...lines.map((l) => `    ${l}`)].join("\n");
  test.each([
    [1, "yaml", ""],
    [1, "yaml", "- name: a"],
    [1, "gates", "gates: []"],
    [1, "gates", "gates:"],
    [3, "gates.0.model", "gates:\n  - name: a\n    model: ''"],
    [2, "gates.0.model", "gates:\n  - name: a"],
    [2, "gates.0.name", "gates:\n  - model: m"],
    [4, "gates.0.temperature", gate("temperature: hot")],
    [4, "gates.0.temperature", gate("temperature: .nan")],
    [5, "gates.0.maxTokens", gate("topP: 1", "maxTokens: 1.5")],
    [4, "gates.0.fallbackModels", gate("fallbackModels: [m]")],
    [4, "gates.0.maxLatencyMs", gate("maxLatencyMs: 5")],
    [5, "gates.0.limits.requestsPerHour", gate("limits:", "  requestsPerHour: 5")],
    [4, "gates.0.limits", gate("limits: 5")],
    [5, "gates.0.payloads.keepDays", gate("payloads: { store: true,", "  keepDays: 91, redact: [] }")],
    [4, "gates.0.payloads.redact", gate("payloads: { store: true, keepDays: 1 }")],
    [4, "gates.0.spendingLimit", gate('spendingLimit: "-1"')],
    [4, "gates.0.spendingLimitPeriod", gate("spendingLimitPeriod: weekly")],
    [4, "gates.0.isDefault", gate("isDefault: false")],
    [7, "gates.1.isDefault", `${gate("isDefault: true")}\n  - name: b\n    model: m\n    isDefault: true`],
    [4, "gates.0.__proto__", gate("__proto__: 5")],
    [4, "surprise", `${gate()}\nsurprise: 1`],
    [4, "gates.1.name", `${gate()}\n  - name: a\n    model: m`],
    [
      4,
      "gates.1.name",
      `${gate().replace("name: a", 'name: "\\u00e9"')}\n  - name: "e\\u0301"\n    model: m`,
    ],
    [4, "yaml", gate("model: again")],
    [4, "yaml", gate("tags: [a, b")],
    [4, "yaml", gate("systemPrompt: *missing")],
    [4, "yaml", gate("systemPrompt: !secret x")],
    [4, "yaml", gate("description: &text Hello", "systemPrompt: *text")],
    [2, "yaml", "gates:\n\t- name: a"],
  ])("is refused with line %i and field %s: %j", (line, param, text) => {
    const refusal = refusalOf(text);
    expect(refusal).toMatchObject({ code: "invalid_field", param, details: { line } });
    expect(refusal.message).toMatch(new RegExp(`^Line ${line}: \\S.*\\.$`));
  });

  test.each([
    ["a bomb of aliases", `a: &a [x,x]\nb: &b [${"*a,".repeat(9)}*a]\nc: [${"*b,".repeat(9)}*b]\ngates: *c`],
    ["a million brackets", "[".repeat(1_000_000)],
    ["nested objects", `${"{a: ".repeat(100_000)}`],
    ["99,000 dashes", "- ".repeat(99_000)],
    ["a question mark a word", "? ".repeat(90_000)],
    ["deep blocks", Array.from({ length: 1_200 }, (_, n) => `${" ".repeat(n)}a:`).join("\n")],
    ["60,000 names", Array.from({ length: 60_000 }, (_, n) => `k${n}: 1`).join("\n")],
    ["a million quotes", '"'.repeat(1_000_000)],
    ["300,000 directives", "%a\n".repeat(300_000)],
    ["two documents", "gates: []\n---\ngates: []"],
    ["more than 1 MiB", `# ${"é".repeat(600_000)}`],
    [
      "501 gates",
      `gates:\n${Array.from({ length: 501 }, (_, n) => `  - { name: g${n}, model: m }`).join("\n")}`,
    ],
    ["bytes that are no text", "\0\u0001\ud800"],
  ])("is refused in a sentence when it is %s", (_case, text) => {
    const startedAt = performance.now();
    expect(refusalOf(text)).toMatchObject({ code: "invalid_field" });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});

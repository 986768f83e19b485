import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_GATE_SETTINGS } from "@/lib/core/gate-settings";
import { anyGateSettings } from "@/lib/testing/any-gate-settings";
import { createGateInput, gateSettingsInput, gateSettingsPatch, updateGateInput } from "./contract";

const model = "gpt-4o-mini";
const faultOf = (given: object) => {
  const parsed = gateSettingsInput.safeParse({ model, ...given });
  const [issue] = parsed.error?.issues ?? [];
  return issue === undefined ? null : { field: String(issue.path[0] ?? ""), message: issue.message };
};
const accepts = (given: object) => gateSettingsPatch.safeParse(given).success;

describe("the settings of a gate", () => {
  test("need a model only, all else has its default", () => {
    expect(gateSettingsInput.parse({ model })).toEqual({ ...DEFAULT_GATE_SETTINGS, model });
    expect(gateSettingsInput.safeParse({}).error?.issues[0]?.path).toEqual(["model"]);
  });

  test("are taken whole as they are", () => {
    fc.assert(
      fc.property(anyGateSettings, (settings) => {
        expect(gateSettingsInput.parse(settings)).toEqual(settings);
        expect(gateSettingsPatch.parse(settings)).toEqual(settings);
      }),
    );
  });

  test("of a change are only those that are given", () => {
    expect(gateSettingsPatch.parse({})).toEqual({});
    expect(gateSettingsPatch.parse({ topP: null })).toEqual({ topP: null });
  });

  test.each([
    [
      "model",
      [1, 300].map((length) => "m".repeat(length)),
      ["", " a", "a ", "a\nb", "é", "m".repeat(301), 7, null],
    ],
    ["description", [null, "", "🔑".repeat(2_000)], ["x".repeat(2_001), "a\0b", "a\ud83d", 7]],
    ["systemPrompt", [null, "x".repeat(100_000)], ["x".repeat(100_001), "a\0b"]],
    ["temperature", [null, 0, 0.7, 2], [-0.1, 2.1, Number.NaN, "1", Number.POSITIVE_INFINITY]],
    ["maxTokens", [null, 1, 10_000_000], [0, 1.5, 10_000_001, -1, "5"]],
    ["topP", [null, 0, 1], [-0.1, 1.1, true]],
    ["timeoutMs", [null, 100, 3_600_000], [99, 3_600_001, 100.5]],
    [
      "fallbackModels",
      [[], ["b", "a"], Array.from({ length: 10 }, (_, n) => `m${n}`)],
      [Array(11).fill("m"), ["a", ""], "a", null],
    ],
    [
      "tags",
      [[], ["a b"], Array(20).fill("t"), ["🔑".repeat(50)]],
      [Array(21).fill("t"), [""], [" "], ["x".repeat(51)], ["a\nb"], [7], null],
    ],
    [
      "weights",
      [null, { a: 0, b: 1_000 }],
      [{ a: -1 }, { a: 1_001 }, { a: "1" }, { "": 1 }, [1], JSON.parse('{"__proto__":"x"}')],
    ],
    ["costWeight", [0, 1], [-0.01, 1.01, null]],
    ["taskType", ["chat", "ocr"], ["document", null, 1]],
    ["taskSubtype", [null, "code"], ["chat"]],
    ["routingStrategy", ["weighted", "round-robin"], ["random", null]],
    [
      "responseFormatSchema",
      [null, {}, { type: "json_schema" }],
      ["{}", [], { a: "x".repeat(65_536) }, { a: "\0" }, { "\ud83d": 1 }],
    ],
    ["responseFormatEnabled", [true, false], [null, "true", 1]],
    ["allowOverrides", [true, false, [], ["model", "topP"], { model: true }, {}], [null, "all", 1]],
  ] as [string, unknown[], unknown[]][])("of %s are kept to what they say", (field, good, bad) => {
    for (const value of good)
      expect(accepts({ [field]: value }), JSON.stringify(value)?.slice(0, 80)).toBe(true);
    for (const value of bad) {
      const [issue] = gateSettingsPatch.safeParse({ [field]: value }).error?.issues ?? [];
      expect(issue?.path[0], JSON.stringify(value)?.slice(0, 80)).toBe(field);
      expect(issue?.message).toMatch(new RegExp(`^${field}: .+\\.$`));
    }
  });

  test("that are not settings are refused by name", () => {
    for (const field of ["id", "api_base", "spendingLimit", "constructor"]) {
      expect(gateSettingsInput.safeParse({ model, [field]: 1 }).error?.issues[0]).toMatchObject({
        keys: [field],
      });
    }
  });

  test.each([[["price"]], [{ price: true }], [{ model: 1 }], [["model", 7]]])(
    "do not take %j for overrides",
    (allowOverrides) => {
      const { error } = gateSettingsPatch.safeParse({ allowOverrides });
      expect(error?.issues[0]?.path[0]).toBe("allowOverrides");
    },
  );

  test("keep a list of overrides as an object, and false as false", () => {
    expect(gateSettingsPatch.parse({ allowOverrides: ["model", "topP"] })).toEqual({
      allowOverrides: { model: true, topP: true },
    });
    expect(gateSettingsPatch.parse({ allowOverrides: false })).toEqual({ allowOverrides: false });
  });

  test("that contradict each other are refused where they do", () => {
    expect(faultOf({ fallbackModels: [model] })?.field).toBe("fallbackModels");
    expect(faultOf({ weights: { stranger: 1 } })?.message).toContain('"stranger"');
    expect(faultOf({ fallbackModels: ["b"], routingStrategy: "weighted", weights: { b: 1 } })).toBeNull();
  });
});

test("a name is cleared of outer blanks in every input", () => {
  expect(createGateInput.parse({ name: " a b ", settings: { model } }).name).toBe("a b");
  expect(updateGateInput.parse({ gateId: "x", name: "\ta\n" }).name).toBe("a");
  expect(updateGateInput.safeParse({ gateId: "x", note: "n".repeat(501) }).success).toBe(false);
});

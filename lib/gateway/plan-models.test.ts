import { describe, expect, test } from "vitest";
import { DEFAULT_GATE_SETTINGS, type GateSettings } from "@/lib/core/gate-settings";
import { planModels } from "./plan-models";
import { takeTurn } from "./shares";

const gate = (settings: Partial<GateSettings>): GateSettings => ({
  ...DEFAULT_GATE_SETTINGS,
  model: "a",
  fallbackModels: ["b", "c"],
  ...settings,
});
const never = () => {
  throw new Error("nobody's turn is asked for");
};

describe("which models are tried, in which order", () => {
  test.each<[string, Partial<GateSettings>, string | null, string[]]>([
    ["single: the model alone", { routingStrategy: "single" }, null, ["a"]],
    ["single with a model of the request", { routingStrategy: "single" }, "z", ["z"]],
    ["fallback: in order", { routingStrategy: "fallback" }, null, ["a", "b", "c"]],
    [
      "fallback with a model of the request in place of the first",
      { routingStrategy: "fallback" },
      "z",
      ["z", "b", "c"],
    ],
    ["a fallback that the request asks for is tried once", { routingStrategy: "fallback" }, "c", ["c", "b"]],
    ["round-robin with a model of the request", { routingStrategy: "round-robin" }, "z", ["z", "b", "c"]],
  ])("%s", (_case, settings, asked, plan) => {
    expect(planModels(gate(settings), asked, never)).toEqual(plan);
  });

  test("a gate that shares its calls tries the others in their order after the one whose turn it is", () => {
    const plan = planModels(gate({ routingStrategy: "round-robin" }), null, () => "b");
    expect(plan).toEqual(["b", "a", "c"]);
  });

  test("weights reach the turn as given; without any the shares are even", () => {
    const seen: Array<Record<string, number>> = [];
    const note = (weights: ReadonlyMap<string, number>) => {
      seen.push(Object.fromEntries(weights));
      return "a";
    };
    planModels(gate({ routingStrategy: "weighted", weights: { a: 3, c: 1 } }), null, note);
    planModels(gate({ routingStrategy: "weighted", weights: {} }), null, note);
    planModels(gate({ routingStrategy: "round-robin", weights: { a: 9 } }), null, note);
    // A model may be called like something that every object has.
    const inherited = { fallbackModels: ["constructor"], weights: { a: 1 } };
    planModels(gate({ routingStrategy: "weighted", ...inherited }), null, note);
    expect(seen).toEqual([
      { a: 3, b: 0, c: 1 },
      { a: 1, b: 1, c: 1 },
      { a: 1, b: 1, c: 1 },
      Object.fromEntries([
        ["a", 1],
        ["constructor", 0],
      ]),
    ]);
  });
});

describe("shares over 10,000 calls", () => {
  const count = (weights: Record<string, number>, gateId: string) => {
    const counts: Record<string, number> = {};
    for (let n = 0; n < 10_000; n++) {
      const model = takeTurn(gateId, new Map(Object.entries(weights)));
      counts[model] = (counts[model] ?? 0) + 1;
    }
    return counts;
  };

  test.each<[string, Record<string, number>, Record<string, number>]>([
    ["even", { a: 1, b: 1, c: 1 }, { a: 3_333, b: 3_333, c: 3_333 }],
    ["70, 20, 10", { a: 70, b: 20, c: 10 }, { a: 7_000, b: 2_000, c: 1_000 }],
    ["fractions", { a: 0.25, b: 0.75 }, { a: 2_500, b: 7_500 }],
  ])("%s hold within 2 %%", (name, weights, expected) => {
    const counts = count(weights, `gate ${name}`);
    for (const [model, share] of Object.entries(expected)) {
      expect(Math.abs((counts[model] ?? 0) - share)).toBeLessThanOrEqual(200);
    }
  });

  test("a model without a share is never first", () => {
    expect(count({ a: 0, b: 5 }, "gate none")).toEqual({ b: 10_000 });
  });

  test("the turns of two gates do not disturb each other, and new weights start anew", () => {
    const weights = new Map([
      ["a", 1],
      ["b", 1],
    ]);
    expect([
      takeTurn("x", weights),
      takeTurn("y", weights),
      takeTurn("x", weights),
      takeTurn("y", weights),
    ]).toEqual(["a", "a", "b", "b"]);
    expect(takeTurn("x", new Map([["c", 1]]))).toBe("c");
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MODEL_TASKS } from "@/lib/models/contract";
import { catalogueModel, flatPrice } from "@/lib/testing/catalogue-model";
import { type SuggestionAsk, suggest } from "./suggest";

const ask: SuggestionAsk = {
  description: "Answer customers",
  costWeight: 0.33,
  latencyWeight: 0.33,
  qualityWeight: 0.34,
};
const nano = catalogueModel("a-nano", { price: flatPrice(1) });
const mini = catalogueModel("b-mini", { price: flatPrice(2) });
const middle = catalogueModel("c", { price: flatPrice(4) });
const pro = catalogueModel("d-pro", { price: flatPrice(16) });
const catalogue = [pro, middle, mini, nano];
const only = (weight: "costWeight" | "latencyWeight" | "qualityWeight") => ({
  ...ask,
  costWeight: 0,
  latencyWeight: 0,
  qualityWeight: 0,
  [weight]: 1,
});

describe("each weight alone", () => {
  test.each([
    ["costWeight", ["a-nano", "b-mini", "c", "d-pro"]],
    ["latencyWeight", ["a-nano", "b-mini", "c", "d-pro"]],
    ["qualityWeight", ["d-pro", "c", "b-mini", "a-nano"]],
  ] as const)("%s orders by what it is for", (weight, order) => {
    const suggestion = suggest(catalogue, only(weight));
    expect([suggestion?.primary, ...(suggestion?.alternatives ?? [])]).toEqual(order);
  });

  test("cost falls in equal steps for each doubling of the price", () => {
    const scores = suggest(catalogue, only("costWeight"))?.scores;
    expect(scores?.map(({ cost }) => cost)).toEqual([1, 0.75, 0.5, 0]);
  });
});

test("a total is the arithmetic that the reasoning shows, for any weights", () => {
  const weight = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(weight, weight, weight, (costWeight, latencyWeight, qualityWeight) => {
      const suggestion = suggest(catalogue, { ...ask, costWeight, latencyWeight, qualityWeight });
      const sum =
        /: ([\d.]+) × ([\d.]+) \(cost\) \+ ([\d.]+) × ([\d.]+) \(speed\) \+ ([\d.]+) × ([\d.]+) \(capability\) = ([\d.]+)\./;
      const [a, b, c, d, e, f, total] = (sum.exec(suggestion?.reasoning ?? "") ?? []).slice(1).map(Number);
      expect([a, b, c, d, e, f, total]).not.toContain(undefined);
      expect((a ?? 0) * (b ?? 0) + (c ?? 0) * (d ?? 0) + (e ?? 0) * (f ?? 0)).toBeCloseTo(total ?? -1, 4);
      expect((a ?? 0) + (c ?? 0) + (e ?? 0)).toBeCloseTo(1, 1);
      expect(suggestion?.scores[0]?.total).toBe(total);
      for (const score of suggestion?.scores ?? []) expect(score.total).toBeLessThanOrEqual(total ?? 0);
    }),
  );
});

test("the same question has the same answer, in whatever order the models are listed", () => {
  const names = ["x-1", "x-2-mini", "y-pro", "z", "y-nano", "w-large"];
  const models = names.map((name, place) => catalogueModel(name, { price: flatPrice(1 + (place % 2)) }));
  fc.assert(
    fc.property(fc.shuffledSubarray(models, { minLength: models.length }), (shuffled) => {
      expect(suggest(shuffled, ask)).toEqual(suggest(models, ask));
    }),
  );
});

test("equal totals are ordered by price and then by name", () => {
  const twins = [
    catalogueModel("b", { provider: "x" }),
    catalogueModel("a", { provider: "y" }),
    catalogueModel("c", { price: flatPrice(0.5) }),
  ];
  const { primary, alternatives } = suggest(twins, only("qualityWeight")) ?? {};
  expect([primary, ...(alternatives ?? [])]).toEqual(["c", "a", "b"]);
});

test("what can be reached comes first and the reasoning says so; what cannot is still an alternative", () => {
  const away = { configured: false, offered: false, provider: "mistral" };
  const best = catalogueModel("m-pro", { ...away, price: flatPrice(1) });
  const suggestion = suggest([best, mini, middle], only("qualityWeight"));
  expect(suggestion?.primary).toBe("c");
  expect(suggestion?.alternatives).toEqual(["b-mini", "m-pro"]);
  expect(suggestion?.scores.map(({ configured }) => configured)).toEqual([true, true, false]);
  expect(suggestion?.reasoning).toContain("The 2 that can be reached now come first.");
  expect(suggest([best], ask)?.reasoning).toContain("None of them can be reached yet");
  expect(suggest([mini, middle], ask)?.reasoning).toContain("All of them can be reached now.");
});

test("an unknown price gets nothing for cost and is never taken for cheap", () => {
  const unpriced = catalogueModel("e-nano", { price: null });
  const suggestion = suggest([unpriced, mini], only("costWeight"));
  expect(suggestion?.primary).toBe("b-mini");
  expect(suggestion?.scores.at(-1)).toMatchObject({ model: "e-nano", cost: null, total: 0 });
  expect(suggest([unpriced], ask)?.reasoning).toContain("Its price is not known");
});

test("a price of nothing is the best cost, not a division by it", () => {
  const free = catalogueModel("f", { price: flatPrice(0) });
  expect(suggest([free, mini], only("costWeight"))?.scores.map(({ cost }) => cost)).toEqual([1, 0]);
});

test("deprecated models, replaced ones and the sandbox are never suggested", () => {
  const never = [
    catalogueModel("g-pro", { deprecated: true }),
    catalogueModel("sandbox/echo", { kind: "sandbox", provider: "sandbox" }),
    catalogueModel("h-4-pro"),
  ];
  const suggestion = suggest([...never, catalogueModel("h-5-pro")], ask);
  expect([suggestion?.primary, suggestion?.alternatives]).toEqual(["h-5-pro", []]);
  expect(suggest(never.slice(0, 2), ask)).toBeNull();
});

test("models made for one thing are compared only when the description says it", () => {
  const models = [catalogueModel("codestral-2508"), mini];
  expect(suggest(models, ask)?.scores).toHaveLength(1);
  expect(suggest(models, { ...ask, description: "Review code" })?.scores).toHaveLength(2);
});

test("the task is the one asked for, or the one that the description names, and only its models are compared", () => {
  const models = MODEL_TASKS.map((taskType) => catalogueModel(`${taskType}-model`, { taskType }));
  expect(suggest(models, { ...ask, description: "Transcribe calls" })?.primary).toBe("stt-model");
  const asked = suggest(models, { ...ask, description: "Transcribe calls", taskType: "ocr" });
  expect(asked).toMatchObject({ taskType: "ocr", primary: "ocr-model", alternatives: [] });
  expect(suggest(catalogue, { ...ask, taskType: "video" })).toBeNull();
});

test("only models of the providers that are named are compared", () => {
  const models = [mini, catalogueModel("ollama/llama3.3", { provider: "ollama" })];
  expect(suggest(models, { ...ask, availableProviders: ["ollama"] })?.primary).toBe("ollama/llama3.3");
  expect(suggest(models, { ...ask, availableProviders: ["nobody"] })).toBeNull();
});

import { expect, test } from "vitest";
import { picoPerToken } from "@/lib/core/money";
import type { ListPrice } from "../model-fact";
import { costPreview, type Traffic } from "./cost-preview";

const price = (input: number, output: number | null): ListPrice => ({
  input: picoPerToken(input),
  cachedInput: picoPerToken(input / 2),
  cacheWrite: picoPerToken(input),
  cacheWrite1h: picoPerToken(input * 2),
  audioInput: null,
  audioOutput: null,
  output: output === null ? null : picoPerToken(output),
});
const PRICES: Record<string, ListPrice> = {
  dear: price(10, 40),
  cheap: price(1, 4),
  free: price(0, 0),
  inputOnly: price(1, null),
};
const priceOf = (model: string) => PRICES[model] ?? null;
const traffic: Traffic = {
  requests: 1_000,
  tokens: {
    input: 1_000_000,
    cachedInput: 200_000,
    cacheWrite: 0,
    cacheWrite1h: 0,
    output: 100_000,
    audioInput: 0,
    audioOutput: 0,
  },
};
const routing = (
  models: string[],
  routingStrategy: "fallback" | "round-robin" | "weighted" = "fallback",
) => ({
  model: models[0] ?? "",
  fallbackModels: models.slice(1),
  routingStrategy,
  weights: null as Record<string, number> | null,
});

test("a chain costs what its first model costs, and the cheaper one is named", () => {
  // 1M × $10 + 0.2M × $5 + 0.1M × $40 = $15; a tenth of it at the other.
  expect(costPreview(traffic, routing(["dear", "cheap"]), priceOf)).toEqual({
    state: "known",
    costNanoUsd: 15_000_000_000n,
    cheaper: { model: "cheap", costNanoUsd: 1_500_000_000n },
  });
  expect(costPreview(traffic, routing(["cheap", "dear"]), priceOf)).toMatchObject({ cheaper: null });
});

test("requests that are spread cost the mean, by weight where there are weights", () => {
  const both = routing(["dear", "cheap"], "round-robin");
  expect(costPreview(traffic, both, priceOf)).toMatchObject({ costNanoUsd: 8_250_000_000n });
  const weighted = { ...routing(["dear", "cheap"], "weighted"), weights: { dear: 1, cheap: 3 } };
  expect(costPreview(traffic, weighted, priceOf)).toMatchObject({ costNanoUsd: 4_875_000_000n });
});

test("without a price of a model that answers there is no number, and the model is named", () => {
  const preview = costPreview(traffic, routing(["mine", "cheap"]), priceOf);
  expect(preview).toEqual({ state: "no price", models: ["mine"] });
  expect(costPreview(traffic, routing(["inputOnly"]), priceOf)).toMatchObject({ state: "no price" });
  expect(costPreview(traffic, routing(["cheap", "mine"], "round-robin"), priceOf)).toMatchObject({
    state: "no price",
  });
});

test("a class of tokens without a price leaves the cost unknown", () => {
  const spoken = { ...traffic, tokens: { ...traffic.tokens, audioInput: 5 } };
  expect(costPreview(spoken, routing(["cheap"]), priceOf)).toEqual({ state: "no price", models: ["cheap"] });
});

test("a fallback without a price takes nothing away from what is known", () => {
  expect(costPreview(traffic, routing(["cheap", "mine"]), priceOf)).toMatchObject({
    state: "known",
    costNanoUsd: 1_500_000_000n,
  });
});

test("a price of zero is a price, and no traffic is not a cost of zero", () => {
  expect(costPreview(traffic, routing(["free"]), priceOf)).toMatchObject({ costNanoUsd: 0n });
  const none = { ...traffic, requests: 0 };
  expect(costPreview(none, routing(["dear"]), priceOf)).toEqual({ state: "no traffic" });
});

test("settings under which no model gets a request are told apart from a gate without traffic", () => {
  expect(costPreview(traffic, routing([""]), priceOf)).toEqual({ state: "no model" });
  const unshared = { ...routing(["cheap"], "weighted"), weights: { cheap: 0 } };
  expect(costPreview(traffic, unshared, priceOf)).toEqual({ state: "no model" });
});

test("a model that is named twice by mistake still counts as the first choice", () => {
  expect(costPreview(traffic, routing(["cheap", "cheap"]), priceOf)).toMatchObject({
    costNanoUsd: 1_500_000_000n,
  });
});

test("the sandbox is never the cheaper choice, because it only repeats the question", () => {
  expect(
    costPreview(traffic, routing(["dear", "sandbox/echo"]), (model) => PRICES[model] ?? price(0, 0)),
  ).toMatchObject({ cheaper: null });
});

import { expect, test } from "vitest";
import { choiceWords, filterPhrases } from "./filter-words";

test("a choice is said in a few words, with the names of what is known by id", () => {
  expect(choiceWords("status", { in: ["4xx", "5xx", "200"], notIn: ["429"] })).toBe(
    "4xx, 5xx and 1 more, not 429",
  );
  expect(choiceWords("gate", { in: ["g1", null], notIn: [] }, { gate: new Map([["g1", "support"]]) })).toBe(
    "support, no gate",
  );
  expect(choiceWords("gate", undefined)).toBeNull();
});

test("every part of a filter is said", () => {
  const phrases = filterPhrases(
    {
      model: { in: ["m"], notIn: [] },
      error: ["provider_failed"],
      certainty: ["unpriced"],
      minCostNanoUsd: 10_000_000n,
      maxLatencyMs: 2_000,
      minTokens: 5_000,
      failed: true,
      test: false,
      search: "oops",
    },
    {},
  );
  expect(phrases).toEqual([
    "Model: m",
    "Error kind: provider_failed",
    "Certainty: no price",
    "Cost: from $0.0100",
    "Latency: to 2.00 s",
    "Tokens: from 5,000",
    "Failed: yes",
    "Test: no",
    "“oops” in the id or the error",
  ]);
});

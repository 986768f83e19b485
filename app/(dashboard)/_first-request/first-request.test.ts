import { describe, expect, test } from "vitest";
import type { RequestRow } from "@/lib/logs/queries";
import { firstRequest } from "./first-request";

const row = {
  status: 200,
  errorCode: null,
  errorMessage: null,
  gateName: "default",
  modelAsked: "default",
  modelUsed: "sandbox/echo",
  inputTokens: 10,
  cachedInputTokens: 4,
  cacheWriteTokens: 3,
  cacheWrite1hTokens: 2,
  audioInputTokens: 1,
  outputTokens: 13,
  reasoningTokens: 9,
  audioOutputTokens: 1,
  costNanoUsd: 18_000n,
  latencyMs: 12,
} as RequestRow;

function sentence(change: Partial<RequestRow>): string {
  const line = firstRequest({ ...row, ...change });
  return line.state === "waiting" ? "" : line.sentence;
}

describe("the live line", () => {
  test("without a request it waits", () => {
    expect(firstRequest(undefined)).toEqual({ state: "waiting" });
  });

  test("it tells gate, model, latency, tokens and cost, and counts no token twice", () => {
    expect(firstRequest(row)).toEqual({
      state: "received",
      sentence: "First request received: default · sandbox/echo · 12 ms · 34 tokens · $0.000018",
    });
  });

  test("a model without a price never reads as zero", () => {
    expect(sentence({ costNanoUsd: null })).toMatch(/cost unknown$/);
    expect(sentence({ costNanoUsd: null })).not.toContain("$");
  });

  test("a request without a gate says only what is known", () => {
    expect(sentence({ gateName: null, modelUsed: null, modelAsked: "gpt-x" })).toMatch(
      /received: gpt-x · 12 ms/,
    );
  });

  test("a failure gives its reason and where to read about it", () => {
    const failed = {
      ...row,
      status: 404,
      errorCode: "model_not_found",
      errorMessage: "There is no gate gpt-9.",
    };
    expect(firstRequest(failed)).toEqual({
      state: "failed",
      sentence: "The key works, but its first request failed (404): There is no gate gpt-9.",
      help: "/docs/errors#model_not_found",
    });
  });

  test("a failure without words gives its status", () => {
    expect(firstRequest({ ...row, status: 499 })).toMatchObject({
      sentence: "The key works, but its first request failed (499): the answer had status 499.",
      help: null,
    });
  });
});

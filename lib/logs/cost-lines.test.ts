import { expect, test } from "vitest";
import type { Price } from "@/lib/prices/price";
import { costLines } from "./cost-lines";

const none = { cacheWrite: null, cacheWrite1h: null, audioInput: null, audioOutput: null };
const price: Price = {
  version: "list@1",
  effectiveFrom: null,
  tiers: [
    { above: -1, input: 3_000_000n, cachedInput: 300_000n, output: 15_000_000n, ...none },
    { above: 200_000, input: 6_000_000n, cachedInput: 600_000n, output: 22_500_000n, ...none },
  ],
};
const row = {
  inputTokens: 1_000,
  cachedInputTokens: 500,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 20,
  reasoningTokens: 7,
  audioInputTokens: 0,
  audioOutputTokens: 0,
};

test("each class that was used is a line, and the lines add up to the cost; reasoning is within the output", () => {
  const { lines, cost } = costLines(row, price);
  expect(lines.map(({ name, tokens }) => [name, tokens])).toEqual([
    ["input", 1_000],
    ["cachedInput", 500],
    ["output", 20],
  ]);
  expect(lines.reduce((sum, line) => sum + (line.costPicoUsd ?? 0n), 0n)).toBe((cost ?? 0n) * 1_000n);
  expect(cost).toBe(3_450_000n);
});

test("long input is priced by the tier it belongs to, all of it", () => {
  const { lines } = costLines({ ...row, inputTokens: 200_000 }, price);
  expect(lines.map(({ price: rate }) => rate)).toEqual([6_000_000n, 600_000n, 22_500_000n]);
});

test("a class without a price leaves the cost unknown, never zero", () => {
  const { lines, cost } = costLines({ ...row, audioInputTokens: 5 }, price);
  expect(lines.find(({ name }) => name === "audioInput")).toMatchObject({ price: null, costPicoUsd: null });
  expect(cost).toBeNull();
});

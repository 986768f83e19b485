import { expect, test } from "vitest";
import { comparisonWords, costWords, reasonWords } from "./damage-words";

const total = { calls: 500, errors: 0, unpriced: 0, costNanoUsd: 0n } as never;
const since = new Date("2026-11-22T00:00:00Z");
const now = new Date("2026-11-24T00:00:00Z");

test("an unknown cost is never $0.00", () => {
  expect(costWords({ unpriced: 3, costNanoUsd: 0n })).toBe("—");
  expect(costWords({ unpriced: 0, costNanoUsd: 0n })).toBe("$0.00");
});

test("what is compared with is told, and when there is nothing", () => {
  const normalDay = { days: 9, calls: 12, errors: 0, unpriced: 0, costNanoUsd: 2_000_000_000n };
  expect(comparisonWords({ total, since, normalDay } as never, now)).toBe(
    "A normal day before had 12 calls and cost $2.00 (median of 9 days); since then it is about 250 calls a day.",
  );
  expect(comparisonWords({ total, since, normalDay: null } as never, now)).toContain("no calls");
});

test("the suggested moment says why", () => {
  expect(reasonWords({ at: now, reason: "new network", what: "203.0.113.7" })).toBe(
    "first call from 203.0.113.7",
  );
  expect(reasonWords({ at: now, reason: "last day", what: null })).toBe("the last 24 hours");
});

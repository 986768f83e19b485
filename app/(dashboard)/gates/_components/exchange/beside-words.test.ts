import { expect, test } from "vitest";
import { NOTHING_BESIDE } from "@/lib/gates/gate-beside";
import { besideDiff, besideSaid } from "./beside-words";

test("whatever differs beside settings is shown, however little", () => {
  const terms = { amountNanoUsd: 25_000_000_000n, period: "monthly", enforcement: "block" } as const;
  const policy = { store: false, keepDays: 1, redact: [] };
  const states = [
    NOTHING_BESIDE,
    { ...NOTHING_BESIDE, isDefault: true },
    { ...NOTHING_BESIDE, limits: { requestsPerMinute: 0 } },
    { ...NOTHING_BESIDE, limits: { tokensPerMinute: 0 } },
    { ...NOTHING_BESIDE, payloads: policy },
    { ...NOTHING_BESIDE, payloads: { ...policy, keepDays: 2 } },
    { ...NOTHING_BESIDE, payloads: { ...policy, store: true } },
    { ...NOTHING_BESIDE, payloads: { ...policy, redact: ["a"] } },
    { ...NOTHING_BESIDE, spending: terms },
    { ...NOTHING_BESIDE, spending: { ...terms, amountNanoUsd: 25_000_000_001n } },
    { ...NOTHING_BESIDE, spending: { ...terms, period: "daily" as const } },
    { ...NOTHING_BESIDE, spending: { ...terms, enforcement: "alert_only" as const } },
  ];
  for (const [at, before] of states.entries())
    for (const after of states.slice(at + 1)) expect(besideDiff(before, after)).not.toEqual([]);
  expect(states.map((state) => besideDiff(state, { ...state }))).toEqual(states.map(() => []));
});

test("a new gate tells what it is given, and nothing else", () => {
  expect(besideSaid(NOTHING_BESIDE)).toEqual([]);
  const spending = { amountNanoUsd: 25_000_000_000n, period: "monthly", enforcement: "block" } as const;
  expect(besideSaid({ ...NOTHING_BESIDE, limits: { requestsPerDay: 1_000 }, spending })).toEqual([
    { label: "Rate limits", after: "Requests per day: 1,000" },
    { label: "Spending limit", after: "$25.00 a month, blocks" },
  ]);
});

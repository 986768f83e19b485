import { expect, test } from "vitest";
import { timelineOf } from "./timeline-of";

const attempt = {
  provider: "p",
  model: "p/m",
  status: 200,
  latencyMs: 0,
  providerRequestId: null,
  error: null,
};

test("attempts lie end to end, and what is left of the whole is the answer arriving", () => {
  const { steps, firstTokenPercent } = timelineOf({
    latencyMs: 1_000,
    firstTokenMs: 500,
    attempts: [
      { ...attempt, latencyMs: 300, status: 500, error: "provider_failed" },
      { ...attempt, skippedUntil: "2026-11-28T14:00:00Z", status: null },
      { ...attempt, latencyMs: 600 },
    ],
  });
  expect(steps.map(({ outcome, startPercent, lengthMs }) => [outcome, startPercent, lengthMs])).toEqual([
    ["failed", 0, 300],
    ["skipped", 30, 0],
    ["answered", 30, 600],
    ["arriving", 90, 100],
  ]);
  expect(firstTokenPercent).toBe(50);
});

test("clocks that disagree by a little leave no bar outside, and a call that never went out has one step", () => {
  const { steps } = timelineOf({
    latencyMs: 90,
    firstTokenMs: null,
    attempts: [{ ...attempt, latencyMs: 100 }],
  });
  for (const { startPercent, widthPercent } of steps)
    expect(startPercent + widthPercent).toBeLessThanOrEqual(100);
  expect(timelineOf({ latencyMs: 3, firstTokenMs: null, attempts: [] }).steps).toMatchObject([
    { outcome: "ours", lengthMs: 3 },
  ]);
});

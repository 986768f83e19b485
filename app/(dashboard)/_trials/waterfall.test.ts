import { expect, test } from "vitest";
import type { TrialAttempt } from "@/lib/gates/trial-contract";
import { attemptWords, waterfall } from "./waterfall";

const attempt = (given: Partial<TrialAttempt> = {}): TrialAttempt => ({
  provider: "openai",
  model: "gpt-4o",
  status: 200,
  latencyMs: 100,
  providerRequestId: null,
  error: null,
  ...given,
});

test("attempts follow one another and fill the axis", () => {
  const bars = waterfall([attempt({ latencyMs: 300, status: 500, error: "provider_failed" }), attempt()]);
  expect(bars.map(({ startPercent, widthPercent }) => [startPercent, widthPercent])).toEqual([
    [0, 75],
    [75, 25],
  ]);
  expect(bars.map(({ outcome }) => outcome)).toEqual(["failed", "answered"]);
});

test("an attempt that took no time is still seen and stays on the axis", () => {
  const bars = waterfall([attempt({ latencyMs: 1_000 }), attempt({ latencyMs: 0, status: null })]);
  expect(bars[1]?.widthPercent).toBeGreaterThan(0);
  expect((bars[1]?.startPercent ?? 0) + (bars[1]?.widthPercent ?? 0)).toBeLessThanOrEqual(100);
  expect(waterfall([attempt({ latencyMs: 0 })])[0]?.startPercent).toBe(0);
  expect(waterfall([])).toEqual([]);
});

test("a model that was passed over takes no time, and says so", () => {
  const skipped = attempt({ skippedUntil: "2026-11-22T10:00:00Z", status: null, latencyMs: 999 });
  const [first, second] = waterfall([skipped, attempt()]);
  expect(first?.outcome).toBe("skipped");
  expect(second?.startPercent).toBe(0);
  expect(attemptWords(skipped)).toContain("Passed over");
});

test("an attempt says in words what became of it, with the status where there was one", () => {
  const timedOut = attempt({ status: null, error: "provider_timeout" });
  expect(attemptWords(timedOut)).toBe("The provider did not answer in time");
  const failed = attempt({ status: 500, error: "provider_failed" });
  expect(attemptWords(failed)).toBe("The provider failed, status 500");
  expect(attemptWords(attempt({ status: null, error: "something_new" }))).toBe("something_new");
  expect(attemptWords(attempt())).toBe("Answered, status 200");
  expect(attemptWords(attempt({ status: null }))).toBe("No answer");
});

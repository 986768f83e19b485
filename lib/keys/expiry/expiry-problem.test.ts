import { expect, test } from "vitest";
import { DAY_MS, MINUTE_MS } from "@/lib/core/time";
import { expiryProblem } from "./expiry-problem";

const now = new Date("2026-11-24T12:00:00.000Z");
const ahead = (ms: number) => new Date(now.getTime() + ms);

test.each<[string, Date | null, number | null, RegExp | null]>([
  ["never, where nothing forbids it", null, null, null],
  ["ten minutes ahead", ahead(10 * MINUTE_MS), null, null],
  ["a moment less", ahead(10 * MINUTE_MS - 1), null, /at least 10 minutes/],
  ["now", now, null, /has passed/],
  ["no moment at all", new Date(Number.NaN), null, /not a moment/],
  ["101 years", ahead(36_501 * DAY_MS), null, /within the next 100 years/],
  ["never, under a maximum", null, 90, /within 90 days: whoever runs the instance set this/],
  ["exactly the maximum", ahead(90 * DAY_MS), 90, null],
  ["the maximum by a clock that is 90 s ahead", ahead(90 * DAY_MS + 90_000), 90, null],
  ["an hour more than the maximum", ahead(90 * DAY_MS + 60 * MINUTE_MS), 90, /LAYER_MAX_KEY_LIFETIME_DAYS/],
  ["more than a day under a maximum of one", ahead(2 * DAY_MS), 1, /within 1 day:/],
])("%s", (_case, expiresAt, maxDays, problem) => {
  const found = expiryProblem(expiresAt, now, maxDays);
  if (problem === null) expect(found).toBeNull();
  else expect(found).toMatch(problem);
});

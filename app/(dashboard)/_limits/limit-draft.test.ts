import { expect, test } from "vitest";
import { draftOf, limitProblem, limitsOf } from "./limit-draft";

test("a form says what was stored, and leaves out what is blank", () => {
  const limits = { requestsPerMinute: 60, tokensPerMinute: null, keys: 0 };
  expect(limitsOf({ ...draftOf(limits), requestsPerDay: " " })).toEqual(limits);
});

test.each(["-1", "1.5", "1e3", "100000000000000000000", "many", "unlimited"])(
  "%s is no limit of a key",
  (text) => expect(limitProblem(text, "keys")).toContain("Use a whole number from 0 to 1,000,000,000,000"),
);

test.each(["", " 0 ", "1000000000000", "Unlimited"])("%j can be set for an account", (text) =>
  expect(limitProblem(text, "keys", true)).toBeNull(),
);

test.each(["0", "36501", "-1"])("a log is not kept for %s days", (text) =>
  expect(limitProblem(text, "logDays")).toBe("Use a whole number from 1 to 36,500."),
);

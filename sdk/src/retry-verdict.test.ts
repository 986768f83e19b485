import { expect, test } from "vitest";
import { ConnectionError, LayerError } from "./errors";
import { retryVerdict } from "./retry-verdict";

const REPEATABLE = true;
const ONCE = false;

const answered = (status: number, told?: string, wait = "0") => ({
  error: new LayerError("X."),
  status,
  headers: new Headers({ "retry-after": wait, ...(told === undefined ? {} : { "x-should-retry": told }) }),
});

test.each([
  [408, undefined, REPEATABLE, true],
  [408, undefined, ONCE, false],
  [408, "false", REPEATABLE, false],
  [408, "true", ONCE, true],
  [409, undefined, REPEATABLE, false],
  [409, "true", ONCE, true],
  [429, undefined, ONCE, true],
  [429, "false", REPEATABLE, false],
  [503, undefined, ONCE, true],
  [503, "false", REPEATABLE, false],
  [500, undefined, REPEATABLE, true],
  [500, undefined, ONCE, false],
  [500, "true", ONCE, true],
  [502, "false", REPEATABLE, false],
  [400, undefined, REPEATABLE, false],
  // What is neither true nor false says nothing.
  [429, "", ONCE, true],
  [400, "1", REPEATABLE, false],
  [500, "FALSE", REPEATABLE, true],
  [500, "yes", ONCE, false],
])("%i with x-should-retry %s, repeatable %s: tried again is %s", (status, told, isRepeatable, isTried) => {
  expect(retryVerdict(answered(status, told), 1, isRepeatable)).toBe(isTried ? 0 : null);
});

test.each([
  ["ECONNREFUSED", ONCE, true],
  ["ECONNRESET", ONCE, false],
  ["ECONNRESET", REPEATABLE, true],
])("without an answer (%s), repeatable %s: tried again is %s", (code, isRepeatable, isTried) => {
  const failure = { error: new ConnectionError("X.", code), status: null, headers: null };
  expect(retryVerdict(failure, 1, isRepeatable) !== null).toBe(isTried);
});

test("a wait of a minute is waited, a longer one is left to the caller", () => {
  expect(retryVerdict(answered(429, "true", "60"), 1, REPEATABLE)).toBe(60_000);
  expect(retryVerdict(answered(429, "true", "61"), 1, REPEATABLE)).toBeNull();
});

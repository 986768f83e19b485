import { expect, test } from "vitest";
import type { KeyScope } from "@/lib/core/key-scope";
import { resultSentence } from "./result-sentence";

const now = new Date("2026-11-23T12:00:00Z");
const picked = { date: "2027-02-21", time: "14:00", zone: "Asia/Tokyo" };
const scope: KeyScope = { access: "inference", gates: ["a", "b"], networks: ["203.0.113.0/24"] };
const days = (count: number) => ({ choice: { kind: "days", days: count } as const, picked });

test("what a new key may do and how long stand in one sentence", () => {
  expect(resultSentence({ scope }, days(90), now)).toBe(
    "This key can call models through 2 gates from 1 network, until Feb 21, 2027.",
  );
  expect(resultSentence({ scope: null }, days(0), now)).toBe(
    "This key can do everything your account can, until somebody stops it.",
  );
  expect(resultSentence({ scope }, { choice: { kind: "pick" }, picked }, now)).toMatch(
    /from 1 network, until Feb 21, 2027, 14:00\.$/,
  );
});

test("nothing is promised that is not known: no end without a date, and no access while the limits are wrong", () => {
  expect(resultSentence({ scope: null }, days(90), null)).toBe(
    "This key can do everything your account can.",
  );
  const noDate = { choice: { kind: "pick" } as const, picked: { ...picked, date: "" } };
  expect(resultSentence({ scope }, noDate, now)).toMatch(/from 1 network\.$/);
  const wrong = { param: "scope.maxCallNanoUsd", message: "Use an amount." };
  expect(resultSentence(wrong, days(0), now)).toBe("Something in Limits and scope is not right yet.");
});

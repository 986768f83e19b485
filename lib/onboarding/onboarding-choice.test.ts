import { expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { readChoice, writeChoice } from "./onboarding-choice";

test("what was chosen is read back, by its account alone", () => {
  const accountId = newId();
  const choice = { skipped: ["provider", "limit"] as const, isHidden: true };
  const text = writeChoice({ ...choice, skipped: [...choice.skipped] }, accountId);
  expect(text).toMatch(/^[\w.-]+$/);
  expect(readChoice(text, accountId)).toEqual(choice);
  expect(readChoice(text, newId())).toEqual({ skipped: [], isHidden: false });
  for (const odd of ["", "...", `${accountId}.nothing.known`, "%"])
    expect(readChoice(odd, accountId)).toEqual({ skipped: [], isHidden: false });
});

import { expect, test } from "vitest";
import { newSpendingLimit } from "@/lib/spending/contract";
import { limitOf, newDraft, problemsOf, readAmount } from "./limit-draft";

test("what a form says without a problem is taken, exactly", () => {
  const draft = {
    ...newDraft("Asia/Tokyo", " $1,000.000000001 "),
    percents: "100, 50 %,80",
    fence: "0.05",
    countsOwnKeys: false,
  };
  expect(problemsOf(draft)).toEqual({ amount: null, percents: null, fence: null });
  expect(newSpendingLimit.parse(limitOf(draft, { scope: "account" }))).toMatchObject({
    amountUsd: 1_000_000_000_001n,
    period: "monthly",
    zone: "Asia/Tokyo",
    alertPercents: [50, 80, 100],
    fenceUsd: 50_000_000n,
    countsOwnKeys: false,
  });
});

test("no percentages tell nobody, and a call of unknown cost is refused unless an amount is named", () => {
  const said = limitOf({ ...newDraft("UTC", "0"), percents: " " }, { scope: "account" });
  expect(newSpendingLimit.parse(said)).toMatchObject({ amountUsd: 0n, alertPercents: [], fenceUsd: null });
});

test.each(["", "-1", "1e3", "10,00", "1.0000000001", "9999999999", "many", "$"])("%j is no amount", (text) =>
  expect(readAmount(text)).toBeNull(),
);

test.each(["0", "101", "80, x", "1.5", "1,2,3,4,5,6,7,8,9,10,11"])("%j are no percentages", (percents) =>
  expect(problemsOf({ ...newDraft("UTC", "5"), percents }).percents).toContain("whole numbers from 1 to 100"),
);

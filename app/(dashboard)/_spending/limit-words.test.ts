import { expect, test } from "vitest";
import type { SpendingLimit } from "@/lib/spending/contract";
import type { DaysAhead } from "@/lib/spending/spending-outlook";
import { limitTitle, outlookWords, percentWords, shareOf, untilWords } from "./limit-words";

const DOLLAR = 1_000_000_000n;
const at = new Date("2026-11-28T12:00:00.000Z");

function limit(more: Partial<SpendingLimit> = {}, now: Partial<SpendingLimit["now"]> = {}): SpendingLimit {
  return {
    scope: "key",
    holderName: "CI",
    period: "monthly",
    zone: "Asia/Tokyo",
    amountNanoUsd: 5n * DOLLAR,
    raisedNanoUsd: 0n,
    enforcement: "block",
    now: {
      spentNanoUsd: 4n * DOLLAR,
      fencedNanoUsd: 0n,
      reservedNanoUsd: 0n,
      percentUsed: 80,
      resetsAt: new Date("2026-11-30T15:00:00.000Z"),
      status: "active",
      ...now,
    },
    ...more,
  } as SpendingLimit;
}

const says = (usedUpIn: DaysAhead | null, of = limit(), daysWithUsage = 28) =>
  outlookWords(of, { usedUpIn, daysWithUsage, atEnd: null });

test("an outlook says days and their range, and says so when it does not know", () => {
  expect(says({ low: 2.2, middle: 3.1, high: 4.9 })).toBe("Used up in about 3 days (2–5)");
  expect(says({ low: 0.2, middle: 0.4, high: null })).toBe("Used up in less than a day (<1 or more)");
  expect(says({ low: 3, middle: null, high: null })).toContain("Probably lasts");
  expect(says({ low: null, middle: null, high: null })).toBe("Lasts until it resets");
  expect(says(null, limit(), 1)).toBe("Not enough data: 1 day of 3 with spending");
  expect(says(null, limit({}, { status: "suspended" }))).toBe("Nothing is left");
});

test("a limit is told by its zone's own day when it holds longer than a day", () => {
  expect(limitTitle(limit())).toBe("Monthly limit of key CI");
  expect(untilWords(limit(), at)).toBe("until Dec 1, 2026");
  expect(untilWords(limit({}, { resetsAt: new Date("2026-11-28T15:00:00.000Z") }), at)).toBe(
    "until Nov 29, 2026, 00:00 UTC+9",
  );
  expect(untilWords(limit({ period: "lifetime" }, { resetsAt: null }), at)).toBe("until it is raised");
});

test("a bar is never longer than its limit, and a limit of nothing is full where it blocks", () => {
  expect(shareOf(4n * DOLLAR, limit())).toBe(80);
  expect(shareOf(9n * DOLLAR, limit())).toBe(100);
  expect(shareOf(0n, limit({ amountNanoUsd: 0n }))).toBe(100);
  expect(percentWords(limit({}, { percentUsed: 0, spentNanoUsd: 1n }))).toBe("<1 %");
});

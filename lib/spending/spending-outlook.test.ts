import { expect, test } from "vitest";
import type { SpendingLimitId } from "@/lib/core/ids";
import type { SpendingPeriod } from "@/lib/core/spending";
import { DAY_MS } from "@/lib/core/time";
import type { SpendingLimit } from "./contract";
import { firstToStop } from "./first-to-stop";
import { leftOf, spendingOutlook } from "./spending-outlook";

const now = new Date("2026-11-16T00:00:00.000Z");
const DOLLAR = 1_000_000_000n;
const even = (days: number, usd = 1n) => Array.from({ length: days }, () => usd * DOLLAR);

function limit(given: {
  amountUsd: bigint;
  spentUsd: bigint;
  period?: SpendingPeriod;
  resetsAt?: Date | null;
  more?: Partial<SpendingLimit>;
}): SpendingLimit {
  return {
    id: "0195f3a0-0000-7000-8000-000000000001" as SpendingLimitId,
    scope: "account",
    gateId: null,
    keyId: null,
    holderName: "Account",
    period: given.period ?? "monthly",
    zone: "UTC",
    amountNanoUsd: given.amountUsd * DOLLAR,
    raisedNanoUsd: 0n,
    raisedUntil: null,
    enforcement: "block",
    alertPercents: [80],
    fenceNanoUsd: null,
    countsOwnKeys: true,
    createdAt: now,
    updatedAt: now,
    now: {
      periodStart: null,
      resetsAt: given.resetsAt === undefined ? new Date("2026-12-01T00:00:00.000Z") : given.resetsAt,
      spentNanoUsd: given.spentUsd * DOLLAR,
      fencedNanoUsd: 0n,
      reservedNanoUsd: 0n,
      refusedAt: null,
      percentUsed: null,
      status: "active",
    },
    ...given.more,
  };
}

test("a limit that runs out within its period says when, and what the period would come to", () => {
  const outlook = spendingOutlook(limit({ amountUsd: 20n, spentUsd: 15n }), even(31), now);
  expect(outlook.usedUpIn).toEqual({ low: 5, middle: 5, high: 5 });
  expect(outlook.atEnd).toEqual({ low: 30n * DOLLAR, middle: 30n * DOLLAR, high: 30n * DOLLAR });
});

test("a limit that lasts until it resets is not used up, however soon after that it would be", () => {
  const outlook = spendingOutlook(limit({ amountUsd: 31n, spentUsd: 15n }), even(31), now);
  expect(outlook.usedUpIn).toEqual({ low: null, middle: null, high: null });
});

test("under three days with spending nothing is said", () => {
  const outlook = spendingOutlook(limit({ amountUsd: 20n, spentUsd: 2n }), [0n, ...even(2)], now);
  expect(outlook).toEqual({ daysWithUsage: 2, usedUpIn: null, atEnd: null });
});

test("what is raised and what is set aside count, and what is reserved is not left", () => {
  const stood = limit({ amountUsd: 20n, spentUsd: 15n, more: { raisedNanoUsd: 5n * DOLLAR } });
  const held = {
    ...stood,
    now: { ...stood.now, fencedNanoUsd: 2n * DOLLAR, reservedNanoUsd: DOLLAR },
  };
  expect(leftOf(held)).toBe(7n * DOLLAR);
  expect(spendingOutlook(held, even(31), now).usedUpIn?.middle).toBe(8);
});

test("of thirty days, what is spent frees again: an even course never ends, one that grew does", () => {
  const rolling = { period: "rolling_30_days", resetsAt: null } as const;
  const evenly = spendingOutlook(limit({ amountUsd: 40n, spentUsd: 30n, ...rolling }), even(31), now);
  expect(evenly).toMatchObject({ usedUpIn: { low: null, middle: null, high: null }, atEnd: null });
  const lately = [...Array.from({ length: 26 }, () => 0n), ...even(5, 2n)];
  const grown = spendingOutlook(limit({ amountUsd: 20n, spentUsd: 10n, ...rolling }), lately, now);
  expect(grown.usedUpIn?.middle).toBeGreaterThan(3);
  expect(grown.usedUpIn?.middle).toBeLessThan(8);
});

test("a lifetime has no end to be reached, but is used up some day", () => {
  const life = limit({ amountUsd: 100n, spentUsd: 0n, period: "lifetime", resetsAt: null });
  const outlook = spendingOutlook(life, even(31), now);
  expect(outlook.usedUpIn?.middle).toBe(100);
  expect(outlook.atEnd).toBeNull();
});

test("today counts by what is left of it", () => {
  const noon = new Date(now.getTime() + DAY_MS / 2);
  const daily = limit({
    amountUsd: 2n,
    spentUsd: 1n,
    period: "daily",
    resetsAt: new Date(now.getTime() + DAY_MS),
  });
  expect(spendingOutlook(daily, even(31), noon).atEnd?.middle).toBe(DOLLAR + DOLLAR / 2n);
});

test("the first to stop blocks, is not used up yet, and is the wider one of several at once", () => {
  const at = (middle: number | null) => ({
    daysWithUsage: 28,
    usedUpIn: { low: null, middle, high: null },
    atEnd: null,
  });
  const key = limit({ amountUsd: 1n, spentUsd: 0n, more: { scope: "key", holderName: "CI" } });
  const alerts = limit({ amountUsd: 1n, spentUsd: 0n, more: { enforcement: "alert_only" } });
  const full = { ...key, now: { ...key.now, status: "suspended" as const } };
  const account = limit({ amountUsd: 1n, spentUsd: 0n });
  const watched = [
    { limit: alerts, outlook: at(1) },
    { limit: full, outlook: at(0) },
    { limit: key, outlook: at(3) },
    { limit: account, outlook: at(3) },
  ];
  expect(firstToStop(watched)?.limit).toBe(account);
  expect(firstToStop([{ limit: key, outlook: at(null) }])).toBeNull();
});

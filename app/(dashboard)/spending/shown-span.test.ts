import { expect, test } from "vitest";
import type { SpendingLimit } from "@/lib/spending/contract";
import { shownSpan, usuallyShown } from "./shown-span";

const now = new Date("2026-11-28T12:30:00.000Z");

function limit(more: Partial<SpendingLimit>, stand: Partial<SpendingLimit["now"]> = {}): SpendingLimit {
  return {
    scope: "account",
    gateId: null,
    keyId: null,
    holderName: "Account",
    period: "monthly",
    zone: "UTC",
    enforcement: "block",
    updatedAt: now,
    ...more,
    now: {
      periodStart: null,
      spentNanoUsd: 5n,
      fencedNanoUsd: 2n,
      refusedAt: null,
      status: "active",
      ...stand,
    },
  } as SpendingLimit;
}

test("what is shown first is what stops calls, then the month of the account", () => {
  const alerts = limit({ enforcement: "alert_only" });
  const daily = limit({ period: "daily" });
  const monthly = limit({});
  const key = limit({ scope: "key" });
  expect(usuallyShown([alerts, daily, key, monthly])).toBe(monthly);
  const full = limit({ scope: "key", period: "daily" }, { status: "suspended" });
  expect(usuallyShown([monthly, full])).toBe(full);
  expect(usuallyShown([])).toBeNull();
});

test("a period is shown up to the running hour, and all time by its last 30 days", () => {
  const periodStart = new Date("2026-11-28T00:00:00.000Z");
  const daily = shownSpan(limit({ period: "daily" }, { periodStart }), "UTC", now);
  expect(daily).toMatchObject({
    from: periodStart,
    to: new Date("2026-11-28T13:00:00.000Z"),
    grain: "hour",
    counted: 7n,
  });
  const life = shownSpan(limit({ period: "lifetime" }), "UTC", now);
  expect(life).toMatchObject({ from: new Date("2026-10-29T00:00:00.000Z"), grain: "day", counted: null });
  expect(shownSpan(null, "Asia/Tokyo", now).from).toEqual(new Date("2026-10-31T15:00:00.000Z"));
});

import { expect, test } from "vitest";
import { expiryOf, expiryWords, isAllowed, momentOf, pickedAt, usualExpiry } from "./expiry-choice";

const now = new Date("2026-11-23T05:00:00.000Z");

test.each([
  ["2027-02-21", "14:00", "Asia/Tokyo", "2027-02-21T05:00:00.000Z"],
  ["2027-02-21", "14:00", "UTC", "2027-02-21T14:00:00.000Z"],
  ["2027-07-01", "00:15", "America/New_York", "2027-07-01T04:15:00.000Z"],
  ["2027-02-21", "14:00", "Asia/Kathmandu", "2027-02-21T08:15:00.000Z"],
  // Clocks there go from 2:00 to 3:00 on that day, and are turned back from 3:00 to 2:00 on the other.
  ["2027-03-28", "02:30", "Europe/Berlin", "2027-03-28T01:30:00.000Z"],
  ["2027-10-31", "04:00", "Europe/Berlin", "2027-10-31T03:00:00.000Z"],
])("%s %s in %s is %s", (date, time, zone, moment) => {
  expect(momentOf({ date, time, zone })?.toISOString()).toBe(moment);
});

test.each([
  ["", "14:00", "UTC"],
  ["2027-02-21", "", "UTC"],
  ["2027-13-21", "14:00", "UTC"],
  ["2027-02-21", "25:00", "UTC"],
  ["2027-02-21", "14:00", "Mars/Olympus"],
  ["+012027-02-21", "14:00", "UTC"],
])("%j %j in %s is no moment", (date, time, zone) => expect(momentOf({ date, time, zone })).toBeNull());

test("what a moment is written as means that moment", () => {
  for (const zone of ["UTC", "Asia/Tokyo", "America/St_Johns"]) {
    expect(momentOf(pickedAt(now, zone))).toEqual(now);
  }
});

test("a life is counted from now; never is null, and an unfinished date is no answer", () => {
  const nothing = { date: "", time: "", zone: "UTC" };
  expect(expiryOf({ kind: "days", days: 0 }, nothing, now)).toBeNull();
  expect(expiryOf({ kind: "days", days: 7 }, nothing, now)).toEqual(new Date("2026-11-30T05:00:00.000Z"));
  expect(expiryOf({ kind: "pick" }, nothing, now)).toBeUndefined();
  expect(expiryOf({ kind: "as it is" }, nothing, now)).toBeUndefined();
});

test("an instance's maximum leaves what is shorter, and chooses the longest of it", () => {
  expect([0, 7, 90, 365].map((days) => isAllowed(days, 90))).toEqual([false, true, true, false]);
  expect(usualExpiry(null)).toEqual({ kind: "days", days: 0 });
  expect(usualExpiry(100)).toEqual({ kind: "days", days: 90 });
  expect(usualExpiry(3)).toEqual({ kind: "days", days: 3 });
});

test("an expiry reads as a day, a time, its zone and how far away it is", () => {
  const moment = new Date("2027-02-21T05:00:00.000Z");
  expect(expiryWords(moment, now, "Asia/Tokyo")).toBe("Sun, Feb 21, 2027, 14:00 UTC+9, in 90 days");
  expect(expiryWords(new Date(now.getTime() + 60 * 60_000), now, "UTC")).toMatch(/UTC, in 60 minutes$/);
  expect(expiryWords(new Date(now.getTime() - 1), now, "UTC")).toMatch(/which has passed$/);
});

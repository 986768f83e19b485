import { expect, test } from "vitest";
import { localOfMoment, momentOfLocal } from "./local-moment";

test.each([
  ["UTC", "2026-11-28T14:02:51", "2026-11-28T14:02:51.000Z"],
  ["Asia/Tokyo", "2026-11-28T00:00", "2026-11-27T15:00:00.000Z"],
  ["Pacific/Kiritimati", "2026-03-01T00:00:01", "2026-02-28T10:00:01.000Z"],
  ["America/New_York", "2026-11-01T03:00", "2026-11-01T08:00:00.000Z"],
])("in %s the clock showed %s at %s", (zone, local, moment) => {
  expect(momentOfLocal(local, zone)).toBe(moment);
  expect(localOfMoment(new Date(moment), zone)).toBe(local.length === 16 ? `${local}:00` : local);
});

test("an hour shown twice is the first one, a skipped one the hour after, and no time is none", () => {
  expect(momentOfLocal("2026-11-01T01:30", "America/New_York")).toBe("2026-11-01T05:30:00.000Z");
  expect(momentOfLocal("2026-03-08T02:30", "America/New_York")).toBe("2026-03-08T07:30:00.000Z");
  for (const text of ["", "2026-11-28", "2026-13-01T00:00", "2026-11-28T14:02:51Z"])
    expect(momentOfLocal(text, "UTC")).toBeNull();
});

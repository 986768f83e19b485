import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { USAGE_SPAN_MAX_DAYS } from "@/lib/usage/contract";
import { chosenRange, isTimeEnd, isZoneName, midnight, previousRange } from "./time-choice";

const now = new Date("2026-11-22T10:20:30.000Z");
const none = { from: null, to: null };

describe("the span a page shows", () => {
  test("24 hours are 24 whole hours that end with the running one", () => {
    const range = chosenRange({ range: "24h", ...none }, "Asia/Tokyo", now);
    expect(range.to.toISOString()).toBe("2026-11-22T11:00:00.000Z");
    expect(range.to.getTime() - range.from.getTime()).toBe(24 * HOUR_MS);
    expect(range.grain).toBe("hour");
  });

  test.each([
    ["7d", "UTC", "2026-11-16T00:00:00.000Z"],
    ["30d", "UTC", "2026-10-24T00:00:00.000Z"],
    ["90d", "UTC", "2026-08-25T00:00:00.000Z"],
    ["7d", "Asia/Tokyo", "2026-11-15T15:00:00.000Z"],
    ["30d", "America/New_York", "2026-10-24T04:00:00.000Z"],
  ] as const)("%s in %s begins at a midnight of that zone", (range, zone, from) => {
    expect(chosenRange({ range, ...none }, zone, now).from.toISOString()).toBe(from);
  });

  test("both days of a custom span belong to it, in either order", () => {
    const forwards = chosenRange({ range: "custom", from: "2026-11-01", to: "2026-11-03" }, "UTC", now);
    const backwards = chosenRange({ range: "custom", from: "2026-11-03", to: "2026-11-01" }, "UTC", now);
    expect(forwards).toEqual(backwards);
    expect(forwards.from.toISOString()).toBe("2026-11-01T00:00:00.000Z");
    expect(forwards.to.toISOString()).toBe("2026-11-04T00:00:00.000Z");
  });

  test("a custom span is cut off at today, and is never longer than usage is answered for", () => {
    const range = chosenRange({ range: "custom", from: "0001-01-01", to: "9999-12-31" }, "UTC", now);
    expect(range.to.toISOString()).toBe("2026-11-23T00:00:00.000Z");
    expect((range.to.getTime() - range.from.getTime()) / DAY_MS).toBe(1_096);
    expect(1_096).toBeLessThan(USAGE_SPAN_MAX_DAYS);
    expect(range.grain).toBe("month");
  });

  test("a custom span in the future is today, one in the far past stays there", () => {
    const future = chosenRange({ range: "custom", from: "2031-01-01", to: "2031-02-01" }, "UTC", now);
    expect(future.from.toISOString()).toBe("2026-11-22T00:00:00.000Z");
    const past = chosenRange({ range: "custom", from: "1999-01-01", to: "1999-01-02" }, "UTC", now);
    expect(past.from.toISOString()).toBe("1999-01-01T00:00:00.000Z");
  });

  test.each([
    ["2026-11-21", "2026-11-22", "hour"],
    ["2026-11-01", "2026-11-22", "day"],
    ["2026-03-01", "2026-11-22", "week"],
    ["2024-03-01", "2026-11-22", "month"],
  ])("from %s to %s is cut by the %s", (from, to, bucket) => {
    expect(chosenRange({ range: "custom", from, to }, "UTC", now).grain).toBe(bucket);
  });

  test("a custom span without dates is the last 30 days", () => {
    const range = chosenRange({ range: "custom", from: "2026-11-01", to: null }, "UTC", now);
    expect(range).toEqual(chosenRange({ range: "30d", ...none }, "UTC", now));
  });
});

describe("midnight", () => {
  test("a day with a change of clocks is 23 or 25 hours long", () => {
    const length = (day: string, next: string) =>
      midnight(next, "Europe/Berlin").getTime() - midnight(day, "Europe/Berlin").getTime();
    expect(length("2026-03-29", "2026-03-30")).toBe(23 * HOUR_MS);
    expect(length("2026-10-25", "2026-10-26")).toBe(25 * HOUR_MS);
    expect(length("2026-06-01", "2026-06-02")).toBe(DAY_MS);
  });

  test("where clocks skip midnight, the day begins at one o'clock", () => {
    expect(midnight("2018-11-04", "America/Sao_Paulo").toISOString()).toBe("2018-11-04T03:00:00.000Z");
  });

  test("zones with odd offsets and on both sides of the date line", () => {
    expect(midnight("2026-11-22", "Asia/Kathmandu").toISOString()).toBe("2026-11-21T18:15:00.000Z");
    expect(midnight("2026-11-22", "Pacific/Kiritimati").toISOString()).toBe("2026-11-21T10:00:00.000Z");
    expect(midnight("2026-11-22", "Pacific/Pago_Pago").toISOString()).toBe("2026-11-22T11:00:00.000Z");
  });
});

describe("zone names", () => {
  test.each(["UTC", "Asia/Tokyo", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])("%s is one", (zone) => {
    expect(isZoneName(zone)).toBe(true);
  });
  test.each(["", "+05:30", "Mars/Olympus", "UTC'; drop table requests", "x".repeat(500)])(
    "%s is none",
    (zone) => {
      expect(isZoneName(zone)).toBe(false);
    },
  );
});

describe("spans to the minute", () => {
  const custom = (from: string, to: string) => chosenRange({ range: "custom", from, to }, "Asia/Tokyo", now);

  test("exact moments are taken as they are, the end not included, and days and moments mix", () => {
    const span = custom("2026-11-20T10:15:00Z", "2026-11-20T10:45:00Z");
    expect([span.from, span.to].map((end) => end.toISOString())).toEqual([
      "2026-11-20T10:15:00.000Z",
      "2026-11-20T10:45:00.000Z",
    ]);
    expect(span.grain).toBe("minute");
    expect(custom("2026-11-20T10:15:00Z", "2026-11-20").to.toISOString()).toBe("2026-11-20T15:00:00.000Z");
  });

  test("an hour ends with the running minute, and is counted in minutes", () => {
    const span = chosenRange({ range: "1h", ...none }, "UTC", now);
    expect(span.to.toISOString()).toBe("2026-11-22T10:21:00.000Z");
    expect(span.to.getTime() - span.from.getTime()).toBe(HOUR_MS);
  });

  test("month and year to date begin at their first midnight in the zone", () => {
    const began = (range: "mtd" | "ytd") =>
      chosenRange({ range, ...none }, "Asia/Tokyo", now).from.toISOString();
    expect(began("mtd")).toBe("2026-10-31T15:00:00.000Z");
    expect(began("ytd")).toBe("2025-12-31T15:00:00.000Z");
  });

  test("the period before has the same length, and as many days where clocks change", () => {
    const week = chosenRange(
      { range: "custom", from: "2026-03-27", to: "2026-04-02" },
      "Europe/Berlin",
      new Date("2026-05-01T00:00:00Z"),
    );
    const before = previousRange(week, "Europe/Berlin");
    expect(before.to).toEqual(week.from);
    expect(before.from).toEqual(midnight("2026-03-20", "Europe/Berlin"));
    const hour = custom("2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z");
    expect(previousRange(hour, "UTC").from.toISOString()).toBe("2026-11-20T09:00:00.000Z");
  });

  test.each(["2026-11-31", "2026-13-01", "11/22/2026", "2026-11-22T25:00:00Z", "2026-11-22T10:00:00", ""])(
    "%s is no end of a span",
    (text) => expect(isTimeEnd(text)).toBe(false),
  );
  test.each(["2024-02-29", "2026-11-22T10:00Z", "2026-11-22T10:00:00.123+05:45"])("%s is one", (text) =>
    expect(isTimeEnd(text)).toBe(true),
  );
});

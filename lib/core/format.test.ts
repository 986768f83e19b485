import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatBucket,
  formatBytes,
  formatCount,
  formatCountExact,
  formatDate,
  formatLatency,
  formatMoment,
  formatPercent,
  formatRelative,
  formatUsd,
  formatUsdColumn,
  formatZone,
} from "./format";

describe("formatUsd", () => {
  it.each([
    [1_204_500_000_000n, "$1,204.50"],
    [1_000_000_000n, "$1.00"],
    [999_949_999n, "$0.9999"],
    [999_950_000n, "$1.00"],
    [42_000_000n, "$0.0420"],
    [10_000_000n, "$0.0100"],
    [9_949_999n, "$0.0099"],
    [9_950_000n, "$0.0100"],
    [180_000n, "$0.00018"],
    [200_000n, "$0.00020"],
    [123n, "$0.00000012"],
    [15n, "$0.00000002"],
    [10n, "$0.00000001"],
    [9n, "<$0.00000001"],
    [1n, "<$0.00000001"],
    [0n, "$0.00"],
    [-1_500_000_000n, "-$1.50"],
    [9_007_199_254_740_993_120_000_000n, "$9,007,199,254,740,993.12"],
  ])("writes %s nano-dollars as %s", (nano, text) => {
    expect(formatUsd(nano)).toBe(text);
  });

  it("shows an unknown cost as a dash, never as zero", () => {
    expect(formatUsd(null)).toBe("—");
    expect(formatUsd(null, { estimated: true })).toBe("—");
  });

  it("marks an estimate", () => {
    expect(formatUsd(3_100_000_000n, { estimated: true })).toBe("≈ $3.10");
  });

  it("never rounds an amount that is there to zero", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10_000_000_000n), (nano) => {
        expect(formatUsd(nano)).toMatch(/[1-9]/);
      }),
    );
  });
});

describe("formatUsdColumn", () => {
  it("gives all rows the decimals of the smallest shown value", () => {
    expect(formatUsdColumn([1_204_500_000_000n, 42_000_000n, 180_000n, 0n, null])).toEqual([
      "$1,204.50000",
      "$0.04200",
      "$0.00018",
      "$0.00000",
      "—",
    ]);
  });

  it("keeps two decimals when nothing is smaller than a dollar", () => {
    expect(formatUsdColumn([2_000_000_000n, 13_370_000_000n])).toEqual(["$2.00", "$13.37"]);
  });
});

describe("counts", () => {
  it.each([
    [0, "0"],
    [9_999, "9,999"],
    [10_000, "10K"],
    [1_234_567, "1.2M"],
    [2_500_000_000n, "2.5B"],
  ])("writes %s as %s", (count, text) => {
    expect(formatCount(count)).toBe(text);
  });

  it("keeps every digit in the exact form", () => {
    expect(formatCountExact(1_234_567)).toBe("1,234,567");
  });
});

describe("formatLatency", () => {
  it.each([
    [0, "0 ms"],
    [0.2, "<1 ms"],
    [842, "842 ms"],
    [999.6, "1.00 s"],
    [2_410, "2.41 s"],
    [59_994, "59.99 s"],
    [59_996, "1 m 0 s"],
    [72_000, "1 m 12 s"],
    [3_840_000, "1 h 4 m"],
    [null, "—"],
  ])("writes %s as %s", (ms, text) => {
    expect(formatLatency(ms)).toBe(text);
  });
});

describe("formatPercent", () => {
  it.each([
    [0, "0 %"],
    [0.0004, "<0.1 %"],
    [0.001, "0.1 %"],
    [0.042, "4.2 %"],
    [0.0996, "10 %"],
    [0.62, "62 %"],
    [0.9999, ">99 %"],
    [1, "100 %"],
    [12.5, "1,250 %"],
    [-0.18, "-18 %"],
  ])("writes %s as %s", (ratio, text) => {
    expect(formatPercent(ratio)).toBe(text);
  });
});

describe("times", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  it.each([
    ["2026-11-22T11:59:30Z", "just now"],
    ["2026-11-22T11:59:00Z", "1 minute ago"],
    ["2026-11-22T08:01:00Z", "3 hours ago"],
    ["2026-11-24T13:00:00Z", "in 2 days"],
    ["2026-11-15T12:00:00Z", "7 days ago"],
    ["2026-11-15T11:59:59Z", "Nov 15, 2026"],
  ])("tells %s as %s", (iso, text) => {
    expect(formatRelative(new Date(iso), now)).toBe(text);
  });

  it("says the exact moment with its zone, summer time included", () => {
    expect(formatMoment(new Date("2027-02-21T05:00:05Z"), "Asia/Tokyo")).toBe("Feb 21, 2027, 14:00:05 UTC+9");
    expect(formatMoment(new Date("2027-07-01T22:30:00Z"), "Europe/Berlin")).toBe("Jul 2, 2027, 00:30 UTC+2");
    expect(formatMoment(new Date("2027-01-01T00:00:00Z"))).toBe("Jan 1, 2027, 00:00 UTC");
    expect(formatMoment(new Date("2027-02-21T05:00:05Z"))).toBe("Feb 21, 2027, 05:00:05 UTC");
  });

  it("takes the calendar day of the zone", () => {
    expect(formatDate(new Date("2026-12-31T20:00:00Z"), "Asia/Tokyo")).toBe("Jan 1, 2027");
  });

  it("names a zone with its offset", () => {
    expect(formatZone("Asia/Tokyo", now)).toBe("Asia/Tokyo (UTC+9)");
    expect(formatZone("America/New_York", now)).toBe("America/New York (UTC-5)");
    expect(formatZone("UTC", now)).toBe("UTC");
  });

  it("names the spans of a chart", () => {
    const start = new Date("2027-02-21T05:00:00Z");
    expect(formatBucket(start, "hour", "Asia/Tokyo")).toBe("Feb 21, 14:00");
    expect(formatBucket(start, "day")).toBe("Feb 21");
    expect(formatBucket(start, "week")).toBe("Week of Feb 21");
    expect(formatBucket(start, "month")).toBe("Feb 2027");
  });
});

describe("formatBytes", () => {
  it.each([
    [0, "0 B"],
    [312, "312 B"],
    [999, "999 B"],
    [1_000, "1 KB"],
    [4_240, "4.2 KB"],
    [999_950, "1 MB"],
    [5_242_880, "5.2 MB"],
    [1_310_000_000, "1.3 GB"],
    [7e15, "7000 TB"],
  ])("%i bytes are %s", (bytes, expected) => expect(formatBytes(bytes)).toBe(expected));
});

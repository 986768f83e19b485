import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axisTicks, formatValue, logTicks, shareWords } from "./chart-values";

describe("axis", () => {
  it.each([
    [0n, [0n, 1n]],
    [3n, [0n, 1n, 2n, 3n]],
    [9n, [0n, 2n, 4n, 6n, 8n, 10n]],
    [11n, [0n, 5n, 10n, 15n]],
    [424n, [0n, 100n, 200n, 300n, 400n, 500n]],
    [1_000n, [0n, 200n, 400n, 600n, 800n, 1_000n]],
    [180_000n, [0n, 50_000n, 100_000n, 150_000n, 200_000n]],
  ])("covers %s in round steps", (most, ticks) => {
    expect(axisTicks(most)).toEqual(ticks);
  });

  it("always reaches the biggest value, in few steps", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 18n), (most) => {
        const ticks = axisTicks(most);
        expect((ticks.at(-1) ?? 0n) >= most).toBe(true);
        expect(ticks.length).toBeLessThanOrEqual(6);
      }),
      { examples: [[7n]] },
    );
  });

  it("on a logarithmic scale holds all values between its ends, in few steps", () => {
    const value = fc.double({ min: 1e-9, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [least, most] = [Math.min(a, b), Math.max(a, b)];
        const ticks = logTicks(least, most);
        expect((ticks[0] ?? 0) <= least * 1.000001 && (ticks.at(-1) ?? 0) >= most * 0.999999).toBe(true);
        expect(ticks.length).toBeLessThanOrEqual(7);
      }),
    );
    expect(logTicks(Number.POSITIVE_INFINITY, 0)).toEqual([1, 10]);
  });
});

describe("values in words", () => {
  it("keep an unknown one a dash, whatever the unit", () => {
    for (const unit of ["usd", "count", "ms", "ratio"] as const) expect(formatValue(null, unit)).toBe("—");
  });

  it("have a share only where values add up", () => {
    expect(shareWords("25", "100", "usd")).toBe("25 %");
    expect(shareWords("25", "0", "count")).toBe("");
    expect(shareWords("0.5", "0.7", "ratio")).toBe("");
  });
});

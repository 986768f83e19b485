import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignColours, axisTicks, chartData, splitSeries, sumKnown, type UsageBucket } from "./usage-data";

const bucket = (values: UsageBucket["values"], start = "2026-11-22T00:00:00Z"): UsageBucket => ({
  start,
  values,
});
const options = { unit: "usd", noun: "cost", size: "day", zone: "UTC" } as const;

describe("series of a chart", () => {
  it("are shown biggest first, by their sum over all spans", () => {
    const { shown } = splitSeries([bucket({ a: "5", b: "9" }), bucket({ a: "5", c: "1" })]);
    expect(shown).toEqual(["a", "b", "c"]);
  });

  it("are the seven biggest and the rest together, once there are more than eight", () => {
    const values = Object.fromEntries("abcdefghij".split("").map((name, index) => [name, `${100 - index}`]));
    const data = chartData([bucket(values)], options);
    expect(data.series.map(({ name }) => name)).toEqual(["a", "b", "c", "d", "e", "f", "g", "Other (3)"]);
    expect(data.spans[0]?.values.at(-1)).toBe(`${93 + 92 + 91}`);
    expect(data.series.at(-1)?.colour).toBe(0);
  });

  it("lose nothing: the cells of a span add up to what went in", () => {
    const amount = fc.bigInt(0n, 10n ** 15n).map(String);
    const values = fc.dictionary(fc.string({ minLength: 1 }), amount, { maxKeys: 20, noNullPrototype: true });
    fc.assert(
      fc.property(fc.array(values, { maxLength: 5 }), (all) => {
        const { spans } = chartData(
          all.map((each) => bucket(each)),
          options,
        );
        all.forEach((each, index) => {
          const sum = Object.values(each).reduce((total, value) => total + BigInt(value), 0n);
          expect(spans[index]?.total ?? "0").toBe(sum.toString());
        });
      }),
    );
  });
});

describe("unknown cost", () => {
  it("stays unknown when nothing of it is known", () => {
    expect(sumKnown([null, null])).toBeNull();
    expect(chartData([bucket({ a: null })], options).spans[0]?.total).toBeNull();
  });

  it("does not hide what is known", () => {
    expect(sumKnown([null, "5"])).toBe("5");
    expect(sumKnown([])).toBe("0");
  });
});

describe("colours", () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 });

  it("differ between the series of one chart, whatever their names", () => {
    fc.assert(
      fc.property(names, (some) => {
        const colours = [...assignColours(some).values()];
        expect(new Set(colours).size).toBe(some.length);
        for (const colour of colours) expect(colour >= 1 && colour <= 8).toBe(true);
      }),
    );
  });

  it("belong to the name, not to its place", () => {
    fc.assert(
      fc.property(names, (some) => {
        expect(assignColours([...some].reverse())).toEqual(assignColours(some));
      }),
    );
    expect(assignColours(["gpt-4o-mini"]).get("gpt-4o-mini")).toBe(
      assignColours(["gpt-4o-mini", "zzz"]).get("gpt-4o-mini"),
    );
  });
});

describe("axis", () => {
  it.each([
    [0n, [0n, 1n]],
    [3n, [0n, 1n, 2n, 3n]],
    [9n, [0n, 2n, 4n, 6n, 8n, 10n]],
    [1_000n, [0n, 500n, 1_000n]],
    [180_000n, [0n, 50_000n, 100_000n, 150_000n, 200_000n]],
  ])("covers %s in round steps", (most, ticks) => {
    expect(axisTicks(most)).toEqual(ticks);
  });

  it("always reaches the biggest value, in few steps", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 18n), (most) => {
        const ticks = axisTicks(most);
        expect((ticks.at(-1) ?? 0n) >= most).toBe(true);
        expect(ticks.length).toBeLessThanOrEqual(8);
      }),
      { examples: [[7n]] },
    );
  });
});

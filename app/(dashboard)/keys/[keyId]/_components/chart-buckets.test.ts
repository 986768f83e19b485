import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ZERO_SUMS } from "@/lib/testing/zero-sums";
import type { UsageModelBucket } from "@/lib/usage/contract";
import { keyChart, sumKnown } from "./chart-buckets";

const empty: UsageModelBucket = {
  start: new Date("2026-11-21T00:00:00Z"),
  model: "gpt-x",
  ...ZERO_SUMS,
};
const next = new Date("2026-11-22T00:00:00Z");
const frame = { grain: "day", zone: "UTC", isOngoing: false, to: new Date("2026-11-23T00:00:00Z") } as const;
const rows: UsageModelBucket[] = [
  {
    ...empty,
    requests: 4,
    unpriced: 1,
    inputTokens: 3,
    outputTokens: 2,
    costNanoUsd: 9_007_199_254_740_993n,
  },
  { ...empty, model: "unknown-model", requests: 2, unpriced: 2 },
  { ...empty, start: next },
  { ...empty, start: next, model: null, requests: 1 },
];

describe("the chart of a key", () => {
  test("cost is exact to the nano-dollar, and unknown is null beside its count", () => {
    const { series, spans, total, unpriced } = keyChart(rows, "cost", frame);
    expect(series.map(({ name, total: sum }) => [name, sum])).toEqual([
      ["gpt-x", "9007199254740993"],
      ["no model", "0"],
      ["unknown-model", "0"],
    ]);
    expect(spans.map(({ values }) => values)).toEqual([
      ["9007199254740993", "0", null],
      ["0", "0", "0"],
    ]);
    expect([total, unpriced]).toEqual(["9007199254740993", 3]);
  });

  test("requests and tokens say nothing about prices", () => {
    const requests = keyChart(rows, "requests", frame);
    expect(requests.spans.map((span) => [span.total, span.unpriced])).toEqual([
      ["6", 0],
      ["1", 0],
    ]);
    expect(keyChart(rows, "tokens", frame).total).toBe("5");
  });

  test("an empty span keeps its place, and the last ends with the time that was asked for", () => {
    const { spans } = keyChart([{ ...empty, model: null }], "cost", frame);
    expect(spans).toEqual([
      {
        start: "2026-11-21T00:00:00.000Z",
        end: "2026-11-23T00:00:00.000Z",
        values: [],
        total: "0",
        unpriced: 0,
        query: null,
      },
    ]);
  });

  test("the seven largest models and the rest together lose nothing", () => {
    const counts = fc.array(fc.nat({ max: 1_000 }), { maxLength: 15 });
    fc.assert(
      fc.property(counts, (some) => {
        const made = some.map((requests, at) => ({ ...empty, model: `m${at}`, requests }));
        const { series, spans } = keyChart(made, "requests", frame);
        expect(series.length).toBeLessThanOrEqual(8);
        expect(Number(spans[0]?.total ?? 0)).toBe(some.reduce((sum, count) => sum + count, 0));
      }),
    );
  });
});

test("unknown cost does not hide what is known, and stays unknown when nothing is", () => {
  expect(sumKnown([null, null])).toBeNull();
  expect(sumKnown([null, "5"])).toBe("5");
  expect(sumKnown([])).toBe("0");
});

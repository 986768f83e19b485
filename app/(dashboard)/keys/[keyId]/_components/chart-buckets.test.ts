import { describe, expect, test } from "vitest";
import { ZERO_SUMS } from "@/lib/testing/zero-sums";
import type { UsageModelBucket } from "@/lib/usage/contract";
import { chartBuckets } from "./chart-buckets";

const empty: UsageModelBucket = {
  start: new Date("2026-11-21T00:00:00Z"),
  model: "gpt-x",
  ...ZERO_SUMS,
};
const next = new Date("2026-11-22T00:00:00Z");
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

describe("the spans of the chart", () => {
  test("cost is exact to the nano-dollar, and unknown is null beside its count", () => {
    expect(chartBuckets(rows, "cost")).toEqual([
      {
        start: "2026-11-21T00:00:00.000Z",
        values: { "gpt-x": "9007199254740993", "unknown-model": null },
        unpriced: 3,
      },
      { start: "2026-11-22T00:00:00.000Z", values: { "no model": "0" }, unpriced: 0 },
    ]);
  });

  test("requests and tokens say nothing about prices", () => {
    expect(chartBuckets(rows, "requests").map(({ values, unpriced }) => [values, unpriced])).toEqual([
      [{ "gpt-x": "4", "unknown-model": "2" }, 0],
      [{ "no model": "1" }, 0],
    ]);
    expect(chartBuckets(rows, "tokens")[0]?.values).toEqual({ "gpt-x": "5", "unknown-model": "0" });
  });

  test("an empty span keeps its place", () => {
    expect(chartBuckets([{ ...empty, model: null }], "cost")).toEqual([
      { start: "2026-11-21T00:00:00.000Z", values: {}, unpriced: 0 },
    ]);
  });
});

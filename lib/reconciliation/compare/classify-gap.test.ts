import { expect, test } from "vitest";
import { picoPerToken } from "@/lib/core/money";
import type { Price } from "@/lib/prices/price";
import { NO_TOKENS, type Ours, type Theirs, type Tokens } from "../contract";
import { classifyGap, type GapCell } from "./classify-gap";
import { planMoved } from "./plan-moved";

const rate = picoPerToken(2);
/** $2 per million tokens of any class: 2,000 nano-dollars a token. */
const PRICE: Price = {
  version: "test@1",
  effectiveFrom: null,
  tiers: [
    {
      above: -1,
      input: rate,
      cachedInput: rate,
      cacheWrite: rate,
      cacheWrite1h: rate,
      output: rate,
      audioInput: null,
      audioOutput: null,
    },
  ],
};
const input = (count: number): Tokens => ({ ...NO_TOKENS, input: count });

function ours(tokens: number, given: Partial<Ours> = {}): Ours {
  return {
    requests: tokens / 100,
    counted: tokens / 100,
    unpriced: 0,
    unsure: 0,
    tokens: input(tokens),
    unpricedTokens: NO_TOKENS,
    unsureTokens: NO_TOKENS,
    costNanoUsd: BigInt(tokens) * 2_000n,
    ...given,
  };
}

function theirs(tokens: number | null, given: Partial<Theirs> = {}): Theirs {
  return {
    requests: tokens === null ? null : tokens / 100,
    tokens: tokens === null ? null : input(tokens),
    costNanoUsd: tokens === null ? null : BigInt(tokens) * 2_000n,
    ...given,
  };
}

const nothing = { requests: 0, tokens: NO_TOKENS };
const usual = {
  moved: nothing,
  reported: "over",
  price: PRICE,
  stepNanoUsd: 1n,
  isListed: true,
  isExpired: false,
} as const;
const cases: Array<
  [string, Pick<GapCell, "ours" | "theirs"> & Partial<GapCell>, Record<string, bigint | null>]
> = [
  [
    "requests without a price whose rows have expired, so that nobody knows which tokens those were",
    { theirs: theirs(1_000), ours: ours(1_000, { unpriced: 5, costNanoUsd: 1_000_000n }), isExpired: true },
    { rest: 1_000_000n },
  ],
  [
    "unsure requests whose rows have expired",
    {
      theirs: theirs(1_050, { requests: null }),
      ours: ours(1_000, { unsure: 5 }),
      isExpired: true,
    },
    { rest: 100_000n },
  ],
  ["both agree", { theirs: theirs(1_000), ours: ours(1_000) }, {}],
  [
    "more requests than went through us",
    { theirs: theirs(3_000), ours: ours(1_000) },
    { outside: 4_000_000n },
  ],
  ["a model that never went through us", { theirs: theirs(500), ours: ours(0) }, { outside: 1_000_000n }],
  [
    "a charge that is no model's",
    { theirs: theirs(null, { costNanoUsd: 25n }), ours: ours(0), price: null, isListed: false },
    { other_charges: 25n },
  ],
  [
    "half of ours has no price",
    {
      theirs: theirs(1_000),
      ours: ours(1_000, { unpriced: 5, unpricedTokens: input(500), costNanoUsd: 1_000_000n }),
    },
    { unpriced: 1_000_000n },
  ],
  [
    "none of ours has a price, and nobody knows it",
    {
      theirs: theirs(1_000, { costNanoUsd: 7_777_777n }),
      ours: ours(1_000, { unpriced: 10, unpricedTokens: input(1_000), costNanoUsd: 0n }),
      price: null,
    },
    { unpriced: 7_777_777n },
  ],
  [
    "the same without a price, and more that went past us",
    {
      theirs: theirs(2_000, { costNanoUsd: 4_000_000n }),
      ours: ours(1_000, { unpriced: 10, unpricedTokens: input(1_000), costNanoUsd: 0n }),
      price: null,
    },
    { unpriced: 2_000_000n, outside: 2_000_000n },
  ],
  [
    "the same tokens at another rate",
    { theirs: theirs(1_000, { costNanoUsd: 2_500_000n }), ours: ours(1_000) },
    { price_version: 500_000n },
  ],
  [
    "ours was settled at an older price",
    { theirs: theirs(1_000), ours: ours(1_000, { costNanoUsd: 1_500_000n }) },
    { price_version: 500_000n },
  ],
  [
    "another rate and more requests",
    { theirs: theirs(2_000, { costNanoUsd: 5_000_000n }), ours: ours(1_000) },
    { outside: 2_000_000n, price_version: 1_000_000n },
  ],
  [
    "a report in whole cents",
    {
      theirs: theirs(10_000, { costNanoUsd: 20_000_000n }),
      ours: ours(9_000, { tokens: input(10_000), costNanoUsd: 20_000_000n, requests: 100, counted: 100 }),
    },
    {},
  ],
  [
    "cents that were rounded up",
    { theirs: theirs(8_000, { costNanoUsd: 20_000_000n }), ours: ours(8_000), stepNanoUsd: 10_000_000n },
    { rounding: 4_000_000n },
  ],
  [
    "what ended after midnight is in the next day",
    { theirs: theirs(800), ours: ours(1_000), moved: { requests: -2, tokens: input(-200) } },
    { late_usage: -400_000n },
  ],
  [
    "and came in from the day before",
    { theirs: theirs(1_200), ours: ours(1_000), moved: { requests: 2, tokens: input(200) } },
    { late_usage: 400_000n },
  ],
  [
    "as many requests, and interrupted ones among ours",
    { theirs: theirs(1_050, { requests: 10 }), ours: ours(1_000, { unsure: 2, unsureTokens: input(200) }) },
    { estimated: 100_000n },
  ],
  [
    "no count of requests, and no more tokens than interrupted ones have",
    { theirs: theirs(1_050, { requests: null }), ours: ours(1_000, { unsure: 2, unsureTokens: input(200) }) },
    { estimated: 100_000n },
  ],
  [
    "no count of requests, and far more tokens",
    { theirs: theirs(9_000, { requests: null }), ours: ours(1_000, { unsure: 2, unsureTokens: input(200) }) },
    { outside: 16_000_000n },
  ],
  [
    "refused requests of ours do not hide others",
    { theirs: theirs(1_100), ours: ours(1_000, { requests: 900 }) },
    { outside: 200_000n },
  ],
  [
    "no report of the day",
    { theirs: null, ours: ours(1_000), reported: "none" },
    { not_reported_yet: -2_000_000n },
  ],
  [
    "a report made during the day",
    { theirs: theirs(400), ours: ours(1_000), reported: "running" },
    { not_reported_yet: -1_200_000n },
  ],
  ["a model that a whole report leaves out", { theirs: null, ours: ours(1_000) }, { rest: -2_000_000n }],
  ["fewer requests with them than with us", { theirs: theirs(900), ours: ours(1_000) }, { rest: -200_000n }],
  [
    "as many requests, other tokens, and nothing to explain it",
    { theirs: theirs(1_100, { requests: 10 }), ours: ours(1_000) },
    { rest: 200_000n },
  ],
  [
    "costs alone that agree",
    { theirs: theirs(null, { costNanoUsd: 2_000_001n }), ours: ours(1_000) },
    { rounding: 1n },
  ],
  [
    "costs alone that do not",
    { theirs: theirs(null, { costNanoUsd: 3_000_000n }), ours: ours(1_000) },
    { rest: 1_000_000n },
  ],
  [
    "tokens alone are valued at our price",
    { theirs: theirs(1_500, { costNanoUsd: null }), ours: ours(1_000) },
    { outside: 1_000_000n },
  ],
  [
    "a credit",
    { theirs: theirs(null, { costNanoUsd: -5n }), ours: ours(0), isListed: false },
    { other_charges: -5n },
  ],
  [
    "nothing says what it is worth",
    {
      theirs: theirs(1_500, { costNanoUsd: null }),
      ours: ours(1_000, { unpriced: 10, unpricedTokens: input(1_000), costNanoUsd: 0n }),
      price: null,
    },
    { unpriced: null, outside: null },
  ],
];

test.each(cases)("%s", (_case, given, expected) => {
  const gap = classifyGap({ ...usual, ...given });
  expect(Object.fromEntries(gap.parts.map(({ cause, nanoUsd }) => [cause, nanoUsd]))).toEqual(expected);
  if (gap.differenceNanoUsd === null) return;
  expect(gap.parts.reduce((sum, { nanoUsd }) => sum + (nanoUsd ?? 0n), 0n)).toBe(gap.differenceNanoUsd);
});

const late = (tokens: number) => [{ requests: 1, tokens: input(tokens) }];
const movedOn = (days: Parameters<typeof planMoved>[0]) =>
  Object.fromEntries([...planMoved(days)].map(([day, { tokens }]) => [day, tokens.input]));

test("requests count as the next day's only where that brings a day to what the provider has", () => {
  const days = (more: Array<number | null>) => [
    { day: "2026-02-28", more: more[0] ?? null, late: late(100) },
    { day: "2026-03-01", more: more[1] ?? null, late: [] },
  ];
  expect(movedOn(days([-100, 100]))).toEqual({ "2026-02-28": -100, "2026-03-01": 100 });
  expect(movedOn(days([-100, null]))).toMatchObject({ "2026-02-28": -100 });
  // More went past us on the first day, and what is late makes the second one even.
  expect(movedOn(days([900, 100]))).toEqual({ "2026-02-28": -100, "2026-03-01": 100 });
  for (const more of [
    [0, 0],
    [0, 5_000],
    [-1_000, 0],
    [500, 500],
    [null, null],
  ]) {
    expect(movedOn(days(more))).toEqual({ "2026-02-28": 0, "2026-03-01": 0 });
  }
  const apart = [
    { day: "2026-02-28", more: -100, late: late(100) },
    { day: "2026-03-05", more: 0, late: [] },
  ];
  expect(movedOn(apart)).toEqual({ "2026-02-28": -100, "2026-03-05": 0 });
});

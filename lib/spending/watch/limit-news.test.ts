import { describe, expect, test } from "vitest";
import { MINUTE_MS } from "@/lib/core/time";
import { limitNews } from "./limit-news";
import { CALL_REFUSED, type ToldOfLimit, type WatchedLimit } from "./watched-limit";

const december = new Date("2026-12-01T00:00:00Z");
const january = new Date("2027-01-01T00:00:00Z");
const now = new Date("2026-12-12T12:00:00Z");
const ago = (minutes: number) => new Date(now.getTime() - minutes * MINUTE_MS);

/** A monthly limit of $100 that blocks. */
function limit(given: Partial<WatchedLimit> = {}): WatchedLimit {
  return {
    period: "monthly",
    zone: "UTC",
    isBlocking: true,
    alertPercents: [80, 100],
    allowed: 100n,
    raisedUntil: null,
    used: 0n,
    reserved: 0n,
    refusedAt: null,
    changedAt: ago(10_000),
    periodStart: december,
    resetsAt: january,
    ...given,
  };
}

function told(percent: number, given: Partial<ToldOfLimit> = {}): ToldOfLimit {
  return {
    percent,
    periodStart: december,
    allowed: 100n,
    isSuspended: percent === 100,
    raisedAt: ago(60),
    ...given,
  };
}

const reached = (given: Partial<WatchedLimit>, known: ToldOfLimit[] = []) =>
  limitNews(limit(given), known, now).reached;
const over = (given: Partial<WatchedLimit>, known: ToldOfLimit[]) =>
  limitNews(limit(given), known, now).over.map(({ told: one }) => one.percent);

describe("what is told", () => {
  test.each<[string, Partial<WatchedLimit>, number[]]>([
    ["nothing below the first percentage", { used: 79n }, []],
    ["a percentage that is reached to the nano-dollar", { used: 80n }, [80]],
    ["both that were passed between two looks", { used: 100n }, [80, 100]],
    ["chosen percentages alone", { used: 99n, alertPercents: [10, 50, 90] }, [10, 50, 90]],
    [
      "that nothing is left of a limit that blocks, whatever was chosen",
      { used: 100n, alertPercents: [] },
      [100],
    ],
    ["of one that only tells, what was chosen", { used: 200n, alertPercents: [50], isBlocking: false }, [50]],
    ["of what is allowed with a raise", { used: 80n, allowed: 200n }, []],
    ["that hardly anything is left and a call did not fit", { used: 95n, refusedAt: ago(0) }, [80, 100]],
    ["that a call was refused while there is room", { used: 5n, refusedAt: ago(0) }, [CALL_REFUSED]],
    [
      "not yet that one was refused for what others reserve",
      { used: 5n, reserved: 92n, refusedAt: ago(0) },
      [],
    ],
    ["but after a minute", { used: 5n, reserved: 92n, refusedAt: ago(2) }, [CALL_REFUSED]],
    ["no refusal from before it was changed", { used: 5n, refusedAt: ago(5), changedAt: ago(4) }, []],
    ["no refusal of a limit that only tells now", { used: 5n, refusedAt: ago(5), isBlocking: false }, []],
    ["nothing of a limit of 0 that nobody has run into", { allowed: 0n }, []],
    ["a limit of 0 that refused a call", { allowed: 0n, refusedAt: ago(0) }, [100]],
    ["a limit of 0 that only tells and is passed", { allowed: 0n, used: 1n, isBlocking: false }, [100]],
    [
      "amounts that no float holds",
      { allowed: 999_999_999_999_999_999n, used: 799_999_999_999_999_999n },
      [],
    ],
  ])("%s", (_case, given, percents) => {
    expect(reached(given)).toEqual(percents);
  });

  test("each once in a period, and again in the next", () => {
    expect(reached({ used: 100n }, [told(80), told(100)])).toEqual([]);
    expect(reached({ used: 99n, refusedAt: ago(0) }, [told(80), told(100)])).toEqual([]);
    expect(reached({ used: 100n, periodStart: january }, [told(80), told(100)])).toEqual([80, 100]);
  });

  test("that calls are refused, to whoever was told that they go on", () => {
    expect(reached({ used: 100n }, [told(80), told(100, { isSuspended: false })])).toEqual([100]);
  });

  test("that it is used up, to whoever was told of a single refusal", () => {
    expect(reached({ used: 100n, refusedAt: ago(9) }, [told(80), told(CALL_REFUSED)])).toEqual([100]);
  });
});

describe("what is over", () => {
  test.each<[string, Partial<WatchedLimit>, number[]]>([
    ["nothing while it lasts", { used: 100n }, []],
    ["all of it in another period", { periodStart: january }, [80, 100]],
    ["all of it when more is allowed", { used: 100n, allowed: 200n }, [80, 100]],
    ["what is reached no more when more is allowed", { used: 100n, allowed: 110n }, [100]],
    ["what is reached no more when less is spent", { used: 90n }, [100]],
    ["not while the rest is too small for calls", { used: 97n, refusedAt: ago(70) }, []],
    ["a rest that is too small, once it grows", { used: 97n, refusedAt: ago(70), allowed: 101n }, [100]],
    ["not by other changes", { used: 97n, refusedAt: ago(70), changedAt: ago(1) }, []],
    ["that calls are refused, when it only tells from now on", { used: 100n, isBlocking: false }, [100]],
  ])("%s", (_case, given, percents) => {
    expect(over(given, [told(80), told(100)])).toEqual(percents);
  });

  test("a limit that only tells from now on is used up still, and nobody is told so again", () => {
    const news = limitNews(limit({ used: 100n, isBlocking: false }), [told(80), told(100)], now);
    expect(news).toMatchObject({ over: [{ told: { percent: 100 }, stays: true }], reached: [] });
  });

  test("of thirty days a tenth of the percentage, since what is spent comes and goes", () => {
    const rolling = { period: "rolling_30_days", periodStart: december } as const;
    expect(over({ ...rolling, used: 73n }, [told(80)])).toEqual([]);
    expect(over({ ...rolling, used: 71n }, [told(80)])).toEqual([80]);
    expect(over({ ...rolling, used: 73n, allowed: 101n }, [told(80)])).toEqual([80]);
    expect(over({ ...rolling, used: 79n }, [told(100)])).toEqual([100]);
    const telling = told(100, { isSuspended: false });
    expect(over({ ...rolling, used: 95n, isBlocking: false }, [telling])).toEqual([]);
    expect(over({ ...rolling, used: 89n, isBlocking: false }, [telling])).toEqual([100]);
  });

  test("a single refusal, once the limit was changed", () => {
    expect(over({ used: 5n, refusedAt: ago(9) }, [told(CALL_REFUSED)])).toEqual([]);
    expect(over({ used: 5n, refusedAt: ago(9), changedAt: ago(3) }, [told(CALL_REFUSED)])).toEqual([
      CALL_REFUSED,
    ]);
  });
});

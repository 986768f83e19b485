import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exactly } from "@/lib/core/request-address";
import { DIMENSIONS } from "@/lib/core/request-filter";
import { GRAINS } from "@/lib/core/time-choice";
import { USAGE_METRICS } from "../explore/contract";
import { USAGE_TOPS, USUAL_USAGE_VIEW, type UsageView } from "./contract";
import { isAmount } from "./metric-kind";
import { readUsageAddress, USAGE_ADDRESS_NAMES, usageHref, writeUsageAddress } from "./usage-address";

const word = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !/\p{Cc}/u.test(text));
const choice = fc.record({
  in: fc.array(fc.option(word, { nil: null }), { minLength: 1, maxLength: 4 }),
  notIn: fc.array(fc.option(word, { nil: null }), { maxLength: 4 }),
});
const dimension = fc.option(fc.constantFrom(...DIMENSIONS), { nil: null });
const moment = fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true });
const view: fc.Arbitrary<UsageView> = fc
  .record({
    filter: fc.record({ model: choice, provider: choice }, { requiredKeys: [] }),
    time: fc.oneof(
      fc
        .constantFrom("1h", "24h", "7d", "30d", "90d", "mtd", "ytd")
        .map((range) => ({ range, from: null, to: null }) as const),
      moment.map((from) => exactly(from, new Date(from.getTime() + 1))),
    ),
    zone: fc.constantFrom(null, "Asia/Tokyo", "UTC"),
    metric: fc.constantFrom(...USAGE_METRICS),
    group: dimension,
    subgroup: dimension,
    grain: fc.option(fc.constantFrom(...GRAINS), { nil: null }),
    top: fc.constantFrom(...USAGE_TOPS),
    compare: fc.boolean(),
    cumulative: fc.boolean(),
    scale: fc.constantFrom("linear" as const, "log" as const),
    view: fc.constantFrom("chart" as const, "table" as const),
  })
  .map((all) => ({
    ...all,
    subgroup: all.group === null || all.group === all.subgroup ? null : all.subgroup,
    cumulative: all.cumulative && isAmount(all.metric) && all.grain !== "none",
  }));

const read = (query: string) => readUsageAddress(Object.fromEntries(new URLSearchParams(query)));

describe("the address of a view", () => {
  test("says the same when it is read again", () => {
    fc.assert(
      fc.property(view, (given) => {
        expect(read(writeUsageAddress(given).toString())).toEqual({ ...given, ignored: [] });
      }),
    );
  });

  test("is empty for what a page shows anyway", () => {
    expect(usageHref(USUAL_USAGE_VIEW)).toBe("/usage");
    expect(read("")).toEqual({ ...USUAL_USAGE_VIEW, ignored: [] });
  });

  test("throws nothing whatever stands in it, and names what says nothing", () => {
    const junk = fc.oneof(
      fc.string(),
      fc.array(fc.string()),
      fc.constantFrom("%", "%".repeat(10_000), "(a+)+$", "\0", "__proto__", "constructor"),
    );
    const names = fc.constantFrom(...USAGE_ADDRESS_NAMES, "other");
    fc.assert(
      fc.property(fc.dictionary(names, junk), (parts) => {
        for (const name of readUsageAddress(parts).ignored) expect(USAGE_ADDRESS_NAMES).toContain(name);
      }),
    );
    expect(
      read("metric=money&group=owner&top=8&grain=decade&scale=sqrt&view=pie&compare=1&model=").ignored,
    ).toEqual(["metric", "group", "grain", "top", "compare", "scale", "view"]);
  });

  test("leaves out what cannot go together and what only rows can be asked for, and says so", () => {
    expect(read("group=model&subgroup=model")).toMatchObject({ subgroup: null, ignored: ["subgroup"] });
    expect(read("group=none&subgroup=key")).toMatchObject({ subgroup: null, ignored: ["subgroup"] });
    expect(read("metric=errorRate&cumulative=true")).toMatchObject({
      cumulative: false,
      ignored: ["cumulative"],
    });
    expect(read("certainty=estimated&q=x&model=gpt-x")).toMatchObject({
      filter: { model: { in: ["gpt-x"], notIn: [] } },
      ignored: ["certainty", "q"],
    });
  });
});

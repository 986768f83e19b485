import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Choice, DIMENSIONS, type Dimension, type DimensionFilter } from "@/lib/core/request-filter";
import { seriesFilter } from "./series-filter";

type Row = Record<Exclude<Dimension, "tag">, string | null> & { tags: string[] };

/* What a filter means, written a second time and by hand, so that the two can be compared. */
function fits(row: Row, filter: DimensionFilter): boolean {
  return DIMENSIONS.every((dimension) => {
    const choice: Choice = filter[dimension] ?? { in: [], notIn: [] };
    const has = (value: string | null) => valuesOf(row, dimension).includes(value);
    return (choice.in.length === 0 || choice.in.some(has)) && !choice.notIn.some(has);
  });
}

function valuesOf(row: Row, dimension: Dimension): Array<string | null> {
  if (dimension !== "tag") return [row[dimension]];
  return row.tags.length === 0 ? [null] : row.tags;
}

const letter = fc.constantFrom("a", "b", "c", "d");
const row: fc.Arbitrary<Row> = fc.record({
  key: fc.constant(null),
  gate: fc.constant(null),
  model: fc.option(letter, { nil: null }),
  provider: fc.option(letter, { nil: null }),
  endpoint: letter,
  status: fc.constantFrom("200", "429"),
  tags: fc.uniqueArray(letter, { maxLength: 2 }),
});
const choice = fc.record({
  in: fc.uniqueArray(fc.option(letter, { nil: null }), { maxLength: 2 }),
  notIn: fc.uniqueArray(fc.option(letter, { nil: null }), { maxLength: 2 }),
});
const filter = fc.record({ model: choice, provider: choice, tag: choice }, { requiredKeys: [] });
const group = fc.constantFrom("model", "provider", "endpoint", "tag") as fc.Arbitrary<Dimension>;

describe("the requests behind a series", () => {
  test("are those of its value within the filter, and those of the rest are all others", () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 30 }),
        filter,
        group,
        fc.integer({ min: 1, max: 4 }),
        (rows, asked, by, top) => {
          const within = rows.filter((each) => fits(each, asked));
          const values = [...new Set(within.flatMap((each) => valuesOf(each, by)))];
          const named = values.slice(0, top).map((value) => ({ name: { group: value }, others: null }));
          const all = [...named, { name: {}, others: values.length - named.length }];
          const query = { group: by, filter: asked };
          for (const series of named) {
            const found = seriesFilter(query, series, all);
            if (found === null) expect(by).toBe("tag");
            else {
              const behind = within.filter((each) => valuesOf(each, by).includes(series.name.group));
              expect(rows.filter((each) => fits(each, found))).toEqual(behind);
            }
          }
          if (named.length === 0) return;
          const rest = seriesFilter(query, { name: {}, others: 1 }, all);
          if (rest === null) expect(by).toBe("tag");
          else {
            const shown = new Set(named.map(({ name }) => name.group));
            const others = within.filter((each) => valuesOf(each, by).every((value) => !shown.has(value)));
            expect(rows.filter((each) => fits(each, rest))).toEqual(others);
          }
        },
      ),
    );
  });

  test("cannot be said for the rest of pairs, or for more values than an address has room for", () => {
    const query = { group: "model", subgroup: "provider", filter: {} } as const;
    const pair = { name: { group: "a", subgroup: null }, others: null };
    expect(seriesFilter(query, pair, [pair])).toEqual({
      model: { in: ["a"], notIn: [] },
      provider: { in: [null], notIn: [] },
    });
    expect(seriesFilter(query, { name: {}, others: 3 }, [pair])).toBeNull();
    const notIn = Array.from({ length: 100 }, (_, at) => `m${at}`);
    const full = { group: "model" as const, filter: { model: { in: [], notIn } } };
    expect(seriesFilter(full, { name: {}, others: 3 }, [pair])).toBeNull();
  });
});

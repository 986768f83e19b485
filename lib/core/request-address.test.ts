import fc from "fast-check";
import { expect, test } from "vitest";
import { parseUsd, usdDecimal } from "./money";
import { exactly, REQUEST_ADDRESS_NAMES, readRequestAddress, writeRequestAddress } from "./request-address";
import { CERTAINTIES, type RequestFilter } from "./request-filter";

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const name = fc
  .string({ minLength: 1, maxLength: 20 })
  .filter((text) => text.trim() === text && !/\p{Cc}/u.test(text));
const choice = fc.record({
  in: fc.array(fc.option(name, { nil: null }), { minLength: 1, maxLength: 4 }),
  notIn: fc.array(fc.option(name, { nil: null }), { maxLength: 4 }),
});
const anyFilter: fc.Arbitrary<RequestFilter> = fc.record({
  model: maybe(choice),
  provider: maybe(choice),
  key: maybe(fc.record({ in: fc.array(fc.uuid(), { minLength: 1, maxLength: 3 }), notIn: fc.constant([]) })),
  status: maybe(fc.constant({ in: ["4xx", "200"], notIn: ["429"] })),
  error: maybe(fc.constant(["provider_failed", "key_deleted"])),
  certainty: maybe(fc.constantFrom([...CERTAINTIES], ["unpriced" as const])),
  failed: maybe(fc.boolean()),
  streamed: maybe(fc.boolean()),
  minCostNanoUsd: maybe(fc.bigInt({ min: 0n, max: 10n ** 17n })),
  minLatencyMs: maybe(fc.nat()),
  search: maybe(name),
});

test("an address that was written says the same when it is read", () => {
  fc.assert(
    fc.property(
      anyFilter,
      fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
      (given, at) => {
        const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
        const address = { filter, time: exactly(at, new Date(at.getTime() + 1)), zone: "Asia/Tokyo" };
        const text = writeRequestAddress(address, "7d").toString();
        const read = readRequestAddress(Object.fromEntries(new URLSearchParams(text)), "7d");
        expect(read).toEqual({ ...address, ignored: [] });
      },
    ),
  );
});

test("whatever stands in an address, nothing is thrown, and what makes no sense is named", () => {
  const junk = fc.oneof(
    fc.string(),
    fc.array(fc.string()),
    fc.constantFrom("%", "%".repeat(10_000), "(a+)+$", "\0"),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...REQUEST_ADDRESS_NAMES, "other"), junk), (parts) => {
      for (const part of readRequestAddress(parts, "7d").ignored)
        expect(REQUEST_ADDRESS_NAMES).toContain(part);
    }),
  );
  const { ignored, filter, time } = readRequestAddress(
    {
      key: "x",
      status: "9",
      min_cost: "-1",
      failed: "yes",
      from: "2026-02-30",
      range: "year",
      zone: "+05:30",
      model: "a",
    },
    "24h",
  );
  expect(ignored.sort()).toEqual(["failed", "from", "key", "min_cost", "range", "status", "zone"]);
  expect(filter).toEqual({ model: { in: ["a"], notIn: [] } });
  expect(time).toEqual({ range: "24h", from: null, to: null });
});

test("amounts are read to the nano-dollar and nothing else is taken for one", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), (amount) => {
      expect(parseUsd(usdDecimal(amount))).toBe(amount);
    }),
  );
  for (const text of ["-1", "1e3", "1,5", ".5", "0.0000000001", "", " 1"]) expect(parseUsd(text)).toBeNull();
});

import { expect, test } from "vitest";
import { logRetention, rowsKeptFrom } from "./log-retention";

test.each([
  [
    { plan: null, own: undefined, instance: 0 },
    { days: null, setBy: null },
  ],
  [
    { plan: 30, own: undefined, instance: 0 },
    { days: 30, setBy: "plan" },
  ],
  [
    { plan: 30, own: undefined, instance: 31 },
    { days: 30, setBy: "plan" },
  ],
  [
    { plan: 30, own: undefined, instance: 30 },
    { days: 30, setBy: "instance" },
  ],
  [
    { plan: 30, own: undefined, instance: 7 },
    { days: 7, setBy: "instance" },
  ],
  [
    { plan: null, own: undefined, instance: 7 },
    { days: 7, setBy: "instance" },
  ],
  [
    { plan: 30, own: 90, instance: 0 },
    { days: 90, setBy: "account" },
  ],
  [
    { plan: 30, own: 1, instance: 7 },
    { days: 1, setBy: "account" },
  ],
  [
    { plan: 30, own: null, instance: 0 },
    { days: null, setBy: null },
  ],
  [
    { plan: 30, own: null, instance: 365 },
    { days: 365, setBy: "instance" },
  ],
] as const)("the shorter of %j holds", ({ plan, own, instance }, expected) => {
  const overrides = own === undefined ? { keys: 5 } : { logDays: own };
  expect(logRetention({ logDays: plan }, overrides, instance)).toEqual(expected);
});

test.each([
  [1, "2028-03-01T00:00:00.000Z", "2028-02-29T00:00:00.000Z"],
  [1, "2028-03-01T00:59:59.999Z", "2028-02-29T00:00:00.000Z"],
  [30, "2026-03-31T23:00:00.000Z", "2026-03-01T23:00:00.000Z"],
  [365, "2029-02-28T12:34:56.789Z", "2028-02-29T12:00:00.000Z"],
])("rows of %i days at %s are kept from %s", (days, now, from) => {
  expect(rowsKeptFrom(days, new Date(now)).toISOString()).toBe(from);
});

import { expect, test } from "vitest";
import type { SpendingLimit } from "@/lib/spending/contract";
import { nextRaise } from "./next-raise";

const DOLLAR = 1_000_000_000n;

test.each([
  ["used up to the cent", { amount: 5n, raised: 0n, spent: 5n, reserved: 0n }, { more: 10n, total: 10n }],
  ["with a little left", { amount: 5n, raised: 0n, spent: 4n, reserved: 0n }, { more: 10n, total: 10n }],
  ["raised before", { amount: 5n, raised: 10n, spent: 15n, reserved: 0n }, { more: 10n, total: 20n }],
  ["passed by far", { amount: 30n, raised: 0n, spent: 44n, reserved: 0n }, { more: 20n, total: 20n }],
  [
    "passed by a whole step",
    { amount: 30n, raised: 0n, spent: 40n, reserved: 0n },
    { more: 20n, total: 20n },
  ],
  [
    "with all that is left reserved",
    { amount: 5n, raised: 0n, spent: 4n, reserved: 12n },
    { more: 20n, total: 20n },
  ],
])("a raise of a limit %s leaves room", (_, { amount, raised, spent, reserved }, wanted) => {
  const limit = {
    amountNanoUsd: amount * DOLLAR,
    raisedNanoUsd: raised * DOLLAR,
    now: { spentNanoUsd: spent * DOLLAR, fencedNanoUsd: 0n, reservedNanoUsd: reserved * DOLLAR },
  } as SpendingLimit;
  expect(nextRaise(limit)).toEqual({ more: wanted.more * DOLLAR, total: wanted.total * DOLLAR });
});

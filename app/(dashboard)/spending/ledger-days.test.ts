import { expect, test } from "vitest";
import { ledgerDays } from "./ledger-days";

const sums = (requests: number, costNanoUsd: bigint, own = { requests: 0, costNanoUsd: 0n }) => ({
  ...{ requests, costNanoUsd, unpriced: 0, ownUnpriced: 0 },
  ...{ ownRequests: own.requests, ownCostNanoUsd: own.costNanoUsd },
});
const day = (n: number) => new Date(Date.UTC(2026, 10, n));

test("a ledger adds up from its first day, leaves out days without requests, and covers its span and no more", () => {
  const from = new Date("2026-11-01T05:00:00.000Z");
  const to = new Date("2026-11-03T09:00:00.000Z");
  const days = ledgerDays({
    starts: [day(1), day(2), day(3)],
    totals: [sums(2, 5n, { requests: 1, costNanoUsd: 5n }), sums(0, 0n), sums(1, 7n)],
    from,
    to,
    countsOwnKeys: true,
  });
  expect(days).toEqual([
    { start: day(3), from: day(3), to, requests: 1, costNanoUsd: 7n, runningNanoUsd: 12n },
    { start: day(1), from, to: day(2), requests: 2, costNanoUsd: 5n, runningNanoUsd: 5n },
  ]);
});

test("a ledger without own provider keys shows what is left of each day, a failed attempt on a key of the instance too", () => {
  const days = ledgerDays({
    starts: [day(1), day(2), day(3)],
    totals: [
      sums(3, 9n, { requests: 2, costNanoUsd: 8n }),
      sums(1, 4n, { requests: 1, costNanoUsd: 4n }),
      sums(1, 6n, { requests: 1, costNanoUsd: 4n }),
    ],
    from: day(1),
    to: day(4),
    countsOwnKeys: false,
  });
  expect(
    days.map(({ requests, costNanoUsd, runningNanoUsd }) => [requests, costNanoUsd, runningNanoUsd]),
  ).toEqual([
    [0, 2n, 3n],
    [1, 1n, 1n],
  ]);
});

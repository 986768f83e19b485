import { expect, test } from "vitest";
import { ledgerDays } from "./ledger-days";

const day = (n: number) => new Date(Date.UTC(2026, 10, n));

test("a ledger adds up from its first day, leaves out days without requests, and covers its span and no more", () => {
  const from = new Date("2026-11-01T05:00:00.000Z");
  const to = new Date("2026-11-03T09:00:00.000Z");
  const days = ledgerDays({
    starts: [day(1), day(2), day(3)],
    totals: [
      { requests: 2, costNanoUsd: 5n },
      { requests: 0, costNanoUsd: 0n },
      { requests: 1, costNanoUsd: 7n },
    ],
    from,
    to,
  });
  expect(days).toEqual([
    { start: day(3), from: day(3), to, requests: 1, costNanoUsd: 7n, runningNanoUsd: 12n },
    { start: day(1), from, to: day(2), requests: 2, costNanoUsd: 5n, runningNanoUsd: 5n },
  ]);
});

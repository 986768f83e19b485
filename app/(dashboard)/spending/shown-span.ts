import { formatMoment } from "@/lib/core/format";
import type { NanoUsd } from "@/lib/core/money";
import { type DimensionFilter, only } from "@/lib/core/request-filter";
import { SPENDING_PERIODS, SPENDING_SCOPES } from "@/lib/core/spending";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { dayIn, midnight } from "@/lib/core/time-choice";
import type { SpendingLimit } from "@/lib/spending/contract";
import { isRefusing } from "@/lib/spending/is-refusing";
import { countedOf } from "@/lib/spending/spending-outlook";
import { limitName } from "../_spending/limit-words";

/** What is shown day by day: the period of a limit, or this month where there is none. */
export type ShownSpan = {
  /** Within a sentence: `the monthly limit of key CI`. */
  of: string;
  filter: DimensionFilter;
  /** False where what went to provider keys of the account is left out. */
  countsOwnKeys: boolean;
  from: Date;
  to: Date;
  zone: string;
  grain: "hour" | "day";
  /** What the limit counts of it; null where there is none, or it counts more than the span. */
  counted: NanoUsd | null;
};

const LIFETIME_DAYS = 30;

/** The limit whose period is shown where none is asked for: one that refuses calls, else the widest of those that block. */
export function usuallyShown(limits: readonly SpendingLimit[]): SpendingLimit | null {
  const order = ({ scope, enforcement, period }: SpendingLimit) =>
    (enforcement === "block" ? 0 : 100) +
    SPENDING_SCOPES.indexOf(scope) * 10 +
    (period === "monthly" ? 0 : 1 + SPENDING_PERIODS.indexOf(period));
  const [first] = [...limits].sort(
    (one, other) => Number(isRefusing(other)) - Number(isRefusing(one)) || order(one) - order(other),
  );
  return first ?? null;
}

export function shownSpan(limit: SpendingLimit | null, homeZone: string, now: Date): ShownSpan {
  const to = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS + HOUR_MS);
  if (limit === null) {
    const from = midnight(`${dayIn(homeZone, now).slice(0, 7)}-01`, homeZone);
    const all = { filter: {}, countsOwnKeys: true, counted: null };
    return { of: "this month", ...all, from, to, zone: homeZone, grain: "day" };
  }
  const { zone, period, now: stand } = limit;
  const { periodStart } = stand;
  return {
    of: `the ${limitName(limit)}`,
    filter: filterOf(limit),
    countsOwnKeys: limit.countsOwnKeys,
    from: periodStart ?? midnight(dayIn(zone, new Date(now.getTime() - LIFETIME_DAYS * DAY_MS)), zone),
    to,
    zone,
    grain: period === "daily" ? "hour" : "day",
    counted: periodStart === null ? null : countedOf(limit),
  };
}

/** The requests that a limit counts. */
function filterOf({ gateId, keyId }: SpendingLimit): DimensionFilter {
  if (keyId !== null) return { key: only(keyId) };
  return gateId === null ? {} : { gate: only(gateId) };
}

/** Since when, in the zone of the span. */
export function sinceWords({ from, zone }: ShownSpan): string {
  return `since ${formatMoment(from, zone)}`;
}

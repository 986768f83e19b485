import type { Ctx } from "@/lib/context";
import type { KeyId } from "@/lib/core/ids";
import { only } from "@/lib/core/request-filter";
import { DAY_MS } from "@/lib/core/time";
import { dayIn, midnight } from "@/lib/core/time-choice";
import { exploreUsage } from "../explore/explore-usage";
import { FORECAST_MIN_DAYS, forecastSpend, type SpendForecast } from "./forecast-spend";

/** How many whole days a forecast goes by at most. */
const LOOK_BACK_DAYS = 28;

export type KeyForecast = {
  amountNanoUsd: bigint;
  /** Null when fewer than three days have usage. */
  forecast: SpendForecast | null;
  /** Whole days with usage, of the last 28. */
  daysWithUsage: number;
  /** What was spent on each of the last seven whole days and today so far, the oldest first. */
  recentNanoUsd: bigint[];
  /** Requests of those days whose cost is not known: with them the amount would end sooner. */
  unpriced: number;
};

/**
 * How long an amount lasts at what a key spends, days being those of `zone` (IANA). An unknown key has no usage. Throws `invalid_field` for
 * an unknown zone.
 */
export async function keyForecast(
  ctx: Ctx,
  { keyId, amountNanoUsd, zone }: { keyId: KeyId; amountNanoUsd: bigint; zone: string },
): Promise<KeyForecast> {
  const now = ctx.clock.now();
  const today = midnight(dayIn(zone, now), zone);
  const from = new Date(today.getTime() - LOOK_BACK_DAYS * DAY_MS);
  const { starts, totals } = await exploreUsage(ctx, {
    from,
    to: now,
    zone,
    grain: "day",
    metric: "spend",
    filter: { key: only(keyId) },
    top: 1,
  });
  const days = totals.map(({ costNanoUsd, unpriced }, place) => ({
    start: starts[place] ?? now,
    costNanoUsd,
    unpriced,
  }));
  const whole = days.filter(({ start }) => start < today).slice(-LOOK_BACK_DAYS);
  const recent = days.slice(-8);
  const forecast = forecastSpend({
    daily: whole.map(({ costNanoUsd }) => Number(costNanoUsd)),
    amount: Number(amountNanoUsd),
    todayLeft: Math.min(1, Math.max(0, 1 - (now.getTime() - today.getTime()) / DAY_MS)),
  });
  return {
    amountNanoUsd,
    forecast,
    daysWithUsage: whole.filter(({ costNanoUsd }) => costNanoUsd > 0n).length,
    recentNanoUsd: recent.map(({ costNanoUsd }) => costNanoUsd),
    unpriced: recent.reduce((sum, { unpriced }) => sum + unpriced, 0),
  };
}

/** What is said instead of a forecast. */
export function notEnoughData({ daysWithUsage }: Pick<KeyForecast, "daysWithUsage">): string {
  const days = daysWithUsage === 1 ? "1 day" : `${daysWithUsage} days`;
  return `Not enough data: a forecast needs ${FORECAST_MIN_DAYS} whole days with usage, and there are ${days}.`;
}

import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { formatCountExact, formatDate, formatUsd, formatZone } from "@/lib/core/format";
import { parseUsd } from "@/lib/core/money";
import { DAY_MS } from "@/lib/core/time";
import type { ApiKey } from "@/lib/keys/contract";
import { browserZone } from "@/lib/transport/viewer-zone";
import type { SpendForecast } from "@/lib/usage/forecast/forecast-spend";
import { type KeyForecast, keyForecast, notEnoughData } from "@/lib/usage/forecast/key-forecast";

/** A forecast in words, and the points of its drawing in parts of the amount. */
export type ForecastAnswer = {
  sentence: string;
  notes: string[];
  chart: {
    amount: string;
    /** In words: the zone of its days. */
    zone: string;
    /** What was spent of the days before, summed from a week ago; 0 is now. */
    past: Array<{ day: number; spent: number }>;
    ahead: Array<{ day: number; low: number; middle: number; high: number }>;
    firstDay: string;
    lastDay: string;
    rows: Array<{ label: string; value: string }>;
  } | null;
};

const AMOUNT = "Type an amount in US dollars above 0, such as 25.";

/** How long the amount that the address names would last at what the key spends. */
export async function readForecast(ctx: Ctx, key: ApiKey, request: Request): Promise<ForecastAnswer> {
  const text = new URL(request.url).searchParams.get("amount")?.trim().replace(/^\$/, "") ?? "";
  const amountNanoUsd = parseUsd(text) ?? 0n;
  if (amountNanoUsd === 0n) throw new AppError("invalid_field", AMOUNT, { param: "amount" });
  const zone = await browserZone();
  const found = await keyForecast(ctx, { keyId: key.id, amountNanoUsd, zone });
  const notes =
    found.unpriced === 0
      ? []
      : [`${formatCountExact(found.unpriced)} of the last week's requests without a price not counted.`];
  if (found.forecast === null) return { sentence: notEnoughData(found), notes, chart: null };
  const dateAt = (days: number) => formatDate(new Date(ctx.clock.now().getTime() + days * DAY_MS), zone);
  const sentence = sentenceOf(formatUsd(amountNanoUsd), found.forecast, dateAt);
  const named = { amount: formatUsd(amountNanoUsd), zone: formatZone(zone, ctx.clock.now()) };
  return { sentence, notes, chart: { ...named, ...chartOf(found, found.forecast, dateAt) } };
}

function sentenceOf(
  amount: string,
  { low, middle, high }: SpendForecast,
  dateAt: (days: number) => string,
): string {
  if (low === null) return `At what the key spends, ${amount} lasts for more than a year.`;
  const range = `${daysOf(low)}–${high === null ? "more than a year" : daysOf(high)}`;
  const lasts =
    middle === null ? "more than a year" : `${daysOf(middle)} ${daysOf(middle) === "1" ? "day" : "days"}`;
  const until = high === null ? `not before ${dateAt(low)}` : `until ${dateAt(low)} to ${dateAt(high)}`;
  return `At what the key spends, ${amount} lasts ${lasts} (${range}), ${until}.`;
}

function daysOf(days: number): string {
  return days < 1 ? "less than 1" : formatCountExact(Math.round(days));
}

function chartOf(
  { recentNanoUsd, amountNanoUsd }: KeyForecast,
  { low, middle, high, course }: SpendForecast,
  dateAt: (days: number) => string,
): Omit<NonNullable<ForecastAnswer["chart"]>, "amount" | "zone"> {
  const amount = Number(amountNanoUsd);
  const all = recentNanoUsd.reduce((sum, spent) => sum + Number(spent), 0);
  let spent = 0;
  const past = recentNanoUsd.map((more, place) => {
    spent += Number(more);
    return { day: place + 1 - recentNanoUsd.length, spent: (spent - all) / amount };
  });
  const part = (nano: number) => Math.min(1, nano / amount);
  const ahead = [
    { day: 0, low: 0, middle: 0, high: 0 },
    ...course.map((day, place) => ({
      day: place + 1,
      low: part(day.low),
      middle: part(day.middle),
      high: part(day.high),
    })),
  ];
  const end = (days: number | null) => (days === null ? "after more than a year" : dateAt(days));
  const rows = [
    {
      label: "Spent in the last 7 days and today",
      value: formatUsd(recentNanoUsd.reduce((a, b) => a + b, 0n)),
    },
    { label: "Earliest end (1 of 10 courses)", value: end(low) },
    { label: "Middle", value: end(middle) },
    { label: "Latest end (9 of 10 courses)", value: end(high) },
  ];
  return { past, ahead, firstDay: dateAt(1 - recentNanoUsd.length), lastDay: dateAt(course.length), rows };
}

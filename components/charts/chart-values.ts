import type { ChartData, ChartSpan, ChartUnit, ChartValue } from "@/lib/core/chart-data";
import {
  formatBucket,
  formatCount,
  formatCountExact,
  formatLatency,
  formatPercent,
  formatUsd,
  formatUsdColumn,
} from "@/lib/core/format";

const NANO = 1_000_000_000;

/** One value in words: `$0.00018`, `1,204`, `842 ms`, `4.2 %`; a dash when it is unknown. */
export function formatValue(value: ChartValue, unit: ChartUnit, exact = true): string {
  if (value === null) return "—";
  if (unit === "usd") return formatUsd(BigInt(value));
  if (unit === "ms") return formatLatency(Number(value));
  if (unit === "ratio") return formatPercent(Number(value));
  return exact ? formatCountExact(BigInt(value)) : formatCount(BigInt(value));
}

/** The values of one column, amounts with the same number of decimals. */
export function formatValues(values: ReadonlyArray<ChartValue>, unit: ChartUnit): string[] {
  if (unit === "usd") return formatUsdColumn(values.map((value) => (value === null ? null : BigInt(value))));
  return values.map((value) => formatValue(value, unit));
}

/** What a span is called: its first moment in the zone, as long as it is. */
export function spanLabel({ start }: Pick<ChartSpan, "start">, { grain, zone }: ChartData): string {
  return grain === "none" ? "The whole time" : formatBucket(new Date(start), grain, zone);
}

/** The same where room is short, on an axis. */
export function spanTick(span: Pick<ChartSpan, "start">, data: ChartData): string {
  return data.grain === "week" ? spanLabel(span, { ...data, grain: "day" }) : spanLabel(span, data);
}

/** A value as a place on an axis, where alone amounts become floats: a pixel needs no more. */
export function toPlot(value: ChartValue, unit: ChartUnit): number | null {
  return value === null ? null : Number(value) / (unit === "usd" ? NANO : 1);
}

/** How many of a whole a value is, `62 %`; nothing where that makes no sense. */
export function shareWords(value: ChartValue, whole: ChartValue, unit: ChartUnit): string {
  if (unit === "ms" || unit === "ratio" || value === null || whole === null || Number(whole) === 0) return "";
  return formatPercent(Number(value) / Number(whole));
}

/** Round steps of an axis from zero to at least `most`, six ticks at most and as little empty room above as they allow. */
export function axisTicks(most: bigint): bigint[] {
  if (most <= 4n) return [0n, 1n, 2n, 3n, 4n].slice(0, Math.max(2, Number(most) + 1));
  const rough = (most + 4n) / 5n;
  const power = 10n ** BigInt(rough.toString().length - 1);
  const step =
    [1n, 2n, 5n, 10n].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? power;
  const ticks = [0n];
  while ((ticks.at(-1) ?? 0n) < most) ticks.push((ticks.at(-1) ?? 0n) + step);
  return ticks;
}

/** Powers of ten around all values above zero, at most about six of them. */
export function logTicks(least: number, most: number): number[] {
  if (!(least > 0) || !(most > 0)) return [1, 10];
  const low = Math.floor(Math.log10(least));
  const high = Math.max(low + 1, Math.ceil(Math.log10(most)));
  const step = Math.max(1, Math.ceil((high - low) / 5));
  const ticks = [];
  for (let power = low; power < high; power += step) ticks.push(10 ** power);
  return [...ticks, 10 ** high];
}

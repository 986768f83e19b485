import type { ChartUnit, ChartValue } from "./chart-data";
import { formatPercent } from "./format";

/** How much a value is more or less than the one before, as a part of that; null when nobody can say or there was nothing. */
export function changeRatio(now: ChartValue, before: ChartValue, unit: ChartUnit): number | null {
  if (now === null || before === null || Number(before) === 0) return null;
  if (unit === "usd" || unit === "count") return Number(BigInt(now) - BigInt(before)) / Number(before);
  return (Number(now) - Number(before)) / Number(before);
}

/** The same in words: `+18 %`, `-4.2 %`, `same`; `new` for what was nothing, a dash when nobody can say. */
export function changeWords(now: ChartValue, before: ChartValue, unit: ChartUnit): string {
  if (now === null || before === null) return "—";
  if (now === before || (Number(now) === 0 && Number(before) === 0)) return "same";
  const ratio = changeRatio(now, before, unit);
  if (ratio === null) return "new";
  return ratio > 0 ? `+${formatPercent(ratio)}` : formatPercent(ratio);
}

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

/** The same as it stands behind a number: `up 18 %`, `as before`; null when nobody can say. */
export function directionWords(now: ChartValue, before: ChartValue, unit: ChartUnit): string | null {
  const words = changeWords(now, before, unit);
  if (words === "—") return null;
  if (words === "same") return "as before";
  return words === "new" ? words : `${words.startsWith("+") ? "up" : "down"} ${words.slice(1)}`;
}

/** How a share of one changed, in percentage points: `up 2.1 points`; null when nobody can say. */
export function pointsWords(now: number | null, before: number | null): string | null {
  if (now === null || before === null) return null;
  const points = Math.round((now - before) * 1_000) / 10;
  if (points === 0) return "as before";
  return `${points > 0 ? "up" : "down"} ${Math.abs(points).toFixed(1)} points`;
}

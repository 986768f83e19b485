import { formatPercent } from "@/lib/core/format";

/**
 * How a number compares with the one before, as it stands behind it: `up 18 %`, `down 4.2 %`, `as before`. From nothing to something
 * is `new`; null where one of them is not known.
 */
export function changeWords(now: number | null, before: number | null): string | null {
  if (now === null || before === null) return null;
  if (now === before) return "as before";
  if (before === 0) return "new";
  const change = (now - before) / before;
  return `${change > 0 ? "up" : "down"} ${formatPercent(Math.abs(change))}`;
}

/** The same for a share of one, in percentage points: `up 2.1 points`. */
export function pointsWords(now: number | null, before: number | null): string | null {
  if (now === null || before === null) return null;
  const points = Math.round((now - before) * 1_000) / 10;
  if (points === 0) return "as before";
  return `${points > 0 ? "up" : "down"} ${Math.abs(points).toFixed(1)} points`;
}

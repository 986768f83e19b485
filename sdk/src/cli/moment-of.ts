import { usageError } from "./cli-error";

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Seconds of a length of time such as `90s`, `15m`, `2h`, `7d`; null when it is none. */
export function secondsOf(text: string): number | null {
  const [, count, unit = ""] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  return count === undefined ? null : Number(count) * (UNITS[unit] ?? 0);
}

/** A moment as the API takes it: `2h` before or after now, or a date. Throws a usage error for anything else. */
export function momentOf(text: string, option: string, direction: "ago" | "ahead"): string {
  const seconds = secondsOf(text);
  const sign = direction === "ago" ? -1 : 1;
  if (seconds !== null) return new Date(Date.now() + sign * seconds * 1000).toISOString();
  const moment = /^\d{4}-\d\d-\d\d/.test(text) ? new Date(text) : new Date(Number.NaN);
  if (Number.isNaN(moment.getTime()))
    throw usageError(
      `${option}: use a length of time such as 30m, 2h or 7d, or a moment such as 2026-11-24T09:30:00Z.`,
    );
  return moment.toISOString();
}

/** A whole number of an option. Throws a usage error for anything else. */
export function countOf(text: string, option: string, most: number): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > most) throw usageError(`${option}: use a whole number from 1 to ${most}.`);
  return count;
}

import { DAY_MS, HOUR_MS, isTimeZone, MINUTE_MS } from "@/lib/core/time";
import { zoneOffsetMs } from "@/lib/core/zone-offset";

/** Ready-made lives of a key, in days; 0 never ends. */
export const EXPIRY_PRESETS = [
  { days: 0, label: "Never" },
  { days: 90, label: "90 days (recommended)" },
  { days: 7, label: "7 days" },
  { days: 30, label: "30 days" },
  { days: 365, label: "1 year" },
] as const;

/** A moment as a person writes it: `2027-02-21`, `14:00`, and the zone whose clock that is. */
export type PickedMoment = { date: string; time: string; zone: string };

/** `as it is` keeps the expiry that a key already has. */
export type ExpiryChoice = { kind: "days"; days: number } | { kind: "pick" } | { kind: "as it is" };

/** Whether a ready-made life is allowed by the instance's maximum. */
export function isAllowed(days: number, maxDays: number | null): boolean {
  return maxDays === null || (days !== 0 && days <= maxDays);
}

/** What is chosen before anybody chooses: never, or the longest that the instance allows. */
export function usualExpiry(maxDays: number | null): ExpiryChoice {
  if (maxDays === null) return { kind: "days", days: 0 };
  const allowed = EXPIRY_PRESETS.map(({ days }) => days).filter((days) => isAllowed(days, maxDays));
  return { kind: "days", days: allowed.length === 0 ? maxDays : Math.max(...allowed) };
}

/** The moment a choice means from now; null is never, undefined that it says no moment. */
export function expiryOf(choice: ExpiryChoice, picked: PickedMoment, now: Date): Date | null | undefined {
  if (choice.kind === "pick") return momentOf(picked) ?? undefined;
  if (choice.kind === "as it is") return undefined;
  return choice.days === 0 ? null : new Date(now.getTime() + choice.days * DAY_MS);
}

/**
 * The moment at which the clocks of a zone show this day and time; where they are turned forward over it, the one that much
 * later. Null when it is no day, time or zone.
 */
export function momentOf({ date, time, zone }: PickedMoment): Date | null {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(asUtc) || !isTimeZone(zone)) return null;
  const first = asUtc - zoneOffsetMs(zone, asUtc);
  return new Date(asUtc - zoneOffsetMs(zone, first));
}

/** The day and time that the clocks of a zone show. */
export function pickedAt(moment: Date, zone: string): PickedMoment {
  const shown = new Date(moment.getTime() + zoneOffsetMs(zone, moment.getTime())).toISOString();
  return { date: shown.slice(0, 10), time: shown.slice(11, 16), zone };
}

/** `Sun, Feb 21, 2027, 14:00 UTC+9, in 90 days`. */
export function expiryWords(moment: Date, now: Date, zone: string): string {
  const text = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    weekday: "short",
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "shortOffset",
  })
    .format(moment)
    .replace(/GMT(?:[+-]0(?![\d:]))?/, "UTC");
  return `${text}, ${distance(moment.getTime() - now.getTime())}`;
}

function distance(ms: number): string {
  const [size, unit] =
    ms >= 2 * DAY_MS
      ? [Math.round(ms / DAY_MS), "days"]
      : ms >= 2 * HOUR_MS
        ? [Math.round(ms / HOUR_MS), "hours"]
        : [Math.max(0, Math.round(ms / MINUTE_MS)), "minutes"];
  return ms < 0 ? "which has passed" : `in ${size} ${unit}`;
}

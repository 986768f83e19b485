import { DAY_MS, HOUR_MS, isTimeZone } from "@/lib/core/time";
import { zoneOffsetMs } from "@/lib/core/zone-offset";

export const RANGES = ["24h", "7d", "30d", "90d", "custom"] as const;
export type RangeName = (typeof RANGES)[number];

export type UsageRange = {
  name: RangeName;
  from: Date;
  to: Date;
  bucket: "hour" | "day" | "week" | "month";
};

const DAYS: Record<"7d" | "30d" | "90d", number> = { "7d": 7, "30d": 30, "90d": 90 };
/** Just below the longest span that usage is answered for (`USAGE_SPAN_MAX_DAYS`). */
const LONGEST_DAYS = 1_096;

type Choice = { range: RangeName; from: string | null; to: string | null };

/**
 * The span a page shows, half-open, ending with the running hour. Days begin at midnight of `zone`; the days of
 * a custom span both belong to it; it is cut off at today and after three years. Without two dates it is 30 days.
 */
export function usageRange(choice: Choice, zone: string, now: Date): UsageRange {
  const to = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS + HOUR_MS);
  if (choice.range === "24h") {
    return { name: "24h", from: new Date(to.getTime() - DAY_MS), to, bucket: "hour" };
  }
  if (choice.range === "custom" && choice.from !== null && choice.to !== null) {
    return customRange(choice.from, choice.to, zone, now);
  }
  const name = choice.range === "custom" ? "30d" : choice.range;
  const firstDay = addDays(dayIn(zone, now), 1 - DAYS[name]);
  return { name, from: midnight(firstDay, zone), to, bucket: "day" };
}

function customRange(from: string, to: string, zone: string, now: Date): UsageRange {
  const today = dayIn(zone, now);
  const last = earlier(from > to ? from : to, today);
  const first = earlier(from > to ? to : from, last);
  const longest = addDays(last, 1 - LONGEST_DAYS);
  const span = {
    from: midnight(first > longest ? first : longest, zone),
    to: midnight(addDays(last, 1), zone),
  };
  const days = (span.to.getTime() - span.from.getTime()) / DAY_MS;
  const bucket = days <= 2.1 ? "hour" : days <= 93 ? "day" : days <= 370 ? "week" : "month";
  return { name: "custom", ...span, bucket };
}

/** The calendar day of a moment in a zone, as `2026-11-22`. */
export function dayIn(zone: string, moment: Date): string {
  return new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(moment);
}

/** The first moment of a calendar day in a zone; where clocks skip midnight, the first moment that exists. */
export function midnight(day: string, zone: string): Date {
  const asUtc = Date.parse(`${day}T00:00:00Z`);
  const around = [asUtc - DAY_MS, asUtc, asUtc + DAY_MS].map((moment) => asUtc - zoneOffsetMs(zone, moment));
  const sameDay = around.filter((moment) => dayIn(zone, new Date(moment)) === day);
  return new Date(sameDay.length > 0 ? Math.min(...sameDay) : Math.max(...around));
}

/** True for a zone that the runtime knows by name; offsets such as `+05:30` mean the opposite in Postgres. */
export function isZoneName(zone: string): boolean {
  return /^[A-Za-z][\w/+-]{0,63}$/.test(zone) && isTimeZone(zone);
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

function earlier(day: string, other: string): string {
  return day < other ? day : other;
}

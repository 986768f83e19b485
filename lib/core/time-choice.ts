import { DAY_MS, HOUR_MS, isTimeZone, MINUTE_MS } from "./time";
import { zoneOffsetMs } from "./zone-offset";

/** The spans that can be chosen by name. `mtd` and `ytd` begin with the month and the year, `custom` has two ends of its own. */
export const RANGES = ["1h", "24h", "7d", "30d", "90d", "mtd", "ytd", "custom"] as const;
export type RangeName = (typeof RANGES)[number];

/** How long the spans are that a chart counts in; `none` is one sum over all of it. */
export const GRAINS = ["minute", "hour", "day", "week", "month", "none"] as const;
export type Grain = (typeof GRAINS)[number];

/** A half-open span, and the length of the bars that suit it. */
export type ChosenRange = { name: RangeName; from: Date; to: Date; grain: Exclude<Grain, "none"> };

/** As an address says it: `from` and `to` are calendar days, of which both belong to the span, or exact moments (ISO 8601). */
export type TimeChoice = { range: RangeName; from: string | null; to: string | null };

const DAYS = { "7d": 7, "30d": 30, "90d": 90 } as const;
/** Just below the longest span that usage is answered for (`USAGE_SPAN_MAX_DAYS`). */
const LONGEST_DAYS = 1_096;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** True for a calendar day or a moment that exists, as an end of a custom span. */
export function isTimeEnd(text: string): boolean {
  if (MOMENT.test(text)) return !Number.isNaN(Date.parse(text));
  if (!DAY.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

/**
 * The span a page shows, half-open. Named ones end with the running hour (`1h` with the running minute) and begin at midnight of
 * `zone` where they count days. A custom one is cut off at today and after three years; without two ends it is 30 days.
 */
export function chosenRange(choice: TimeChoice, zone: string, now: Date): ChosenRange {
  const { range: name } = choice;
  const to = endOfRunning(now, HOUR_MS);
  if (name === "1h") {
    const end = endOfRunning(now, MINUTE_MS);
    return { name, from: new Date(end.getTime() - HOUR_MS), to: end, grain: "minute" };
  }
  if (name === "24h") return { name, from: new Date(to.getTime() - DAY_MS), to, grain: "hour" };
  const today = dayIn(zone, now);
  if (name === "custom" && choice.from !== null && choice.to !== null) {
    return customRange(choice.from, choice.to, zone, now);
  }
  if (name === "mtd") return sinceDay(name, `${today.slice(0, 7)}-01`, zone, to);
  if (name === "ytd") return sinceDay(name, `${today.slice(0, 4)}-01-01`, zone, to);
  const named = name === "custom" ? "30d" : name;
  return sinceDay(named, addDays(today, 1 - DAYS[named]), zone, to);
}

/** The span of the same length that ends where this one begins. In whole days where this one counts days. */
export function previousRange({ from, to, grain }: ChosenRange, zone: string): { from: Date; to: Date } {
  if (grain === "minute" || grain === "hour") {
    return { from: new Date(from.getTime() - (to.getTime() - from.getTime())), to: from };
  }
  const days = Math.max(1, Math.round((to.getTime() - from.getTime()) / DAY_MS));
  return { from: midnight(addDays(dayIn(zone, from), -days), zone), to: from };
}

function sinceDay(name: RangeName, day: string, zone: string, to: Date): ChosenRange {
  const from = midnight(day, zone);
  return { name, from, to, grain: grainFor(from, to) };
}

function customRange(from: string, to: string, zone: string, now: Date): ChosenRange {
  const isForwards = startOf(from, zone) < endOf(to, zone);
  const [first, last] = isForwards ? [from, to] : [to, from];
  const end = earlier(endOf(last, zone), midnight(addDays(dayIn(zone, now), 1), zone));
  const longest = midnight(addDays(dayIn(zone, end), -LONGEST_DAYS), zone);
  const dayBefore = midnight(dayIn(zone, new Date(end.getTime() - 1)), zone);
  const latest = DAY.test(first) ? dayBefore : new Date(end.getTime() - MINUTE_MS);
  const start = later(earlier(startOf(first, zone), latest), longest);
  return { name: "custom", from: start, to: end, grain: grainFor(start, end) };
}

/** The span between two ends as they are given, calendar days included; backwards when they are. */
export function spanBetween(from: string, to: string, zone: string): { from: Date; to: Date } {
  return { from: startOf(from, zone), to: endOf(to, zone) };
}

function startOf(text: string, zone: string): Date {
  return DAY.test(text) ? midnight(text, zone) : new Date(Date.parse(text));
}

/** A day belongs to the span as a whole, a moment is its end. */
function endOf(text: string, zone: string): Date {
  return DAY.test(text) ? midnight(addDays(text, 1), zone) : new Date(Date.parse(text));
}

/** The bars that suit a span: at most about a hundred. */
export function grainFor(from: Date, to: Date): ChosenRange["grain"] {
  const lengthMs = to.getTime() - from.getTime();
  if (lengthMs <= 2 * HOUR_MS) return "minute";
  const days = lengthMs / DAY_MS;
  if (days <= 2.1) return "hour";
  return days <= 93 ? "day" : days <= 370 ? "week" : "month";
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

function endOfRunning(now: Date, lengthMs: number): Date {
  return new Date(Math.floor(now.getTime() / lengthMs) * lengthMs + lengthMs);
}

const earlier = (a: Date, b: Date) => (a < b ? a : b);
const later = (a: Date, b: Date) => (a > b ? a : b);

import type { HoursWindow, KeyScope } from "@/lib/core/key-scope";

export const DAY_MINUTES = 24 * 60;
export const DAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

type Hours = NonNullable<KeyScope["hours"]>;
/** A moment by the clock of a zone: `day` is 1 for Monday, `minute` counts from midnight. */
type LocalMoment = { year: number; month: number; date: number; day: number; minute: number };

/** True when a key with these hours works at a moment, by the wall clock of their zone: an hour that comes twice counts twice. */
export function isOpenAt({ zone, windows }: Hours, at: Date): boolean {
  const { day, minute } = localMoment(zone, at);
  return windows.some((window) => isWithin(window, day, minute));
}

/** When a key with these hours works again, for a sentence: `Monday, 30 Nov 2026, 09:00 (Asia/Tokyo)`. */
export function opensAgain({ zone, windows }: Hours, at: Date): string {
  const { year, month, date, day, minute } = localMoment(zone, at);
  const waits = windows.flatMap(({ days, from }) =>
    days.map((opens) => {
      const wait = ((opens - day + 7) % 7) * DAY_MINUTES + minuteOf(from) - minute;
      return wait > 0 ? wait : wait + 7 * DAY_MINUTES;
    }),
  );
  const next = new Date(Date.UTC(year, month - 1, date, 0, minute + Math.min(...waits)));
  return `${formatterFor("UTC", WORDS).format(next)} (${zone})`;
}

/** Minutes since midnight of `09:30`. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** True when a window goes on past midnight into the day after. */
export function wraps({ from, to }: HoursWindow): boolean {
  return minuteOf(to) < minuteOf(from);
}

function isWithin(window: HoursWindow, day: number, minute: number): boolean {
  const [from, to] = [minuteOf(window.from), minuteOf(window.to)];
  if (!wraps(window)) return window.days.includes(day) && minute >= from && minute < to;
  const dayBefore = day === 1 ? 7 : day - 1;
  return (window.days.includes(day) && minute >= from) || (window.days.includes(dayBefore) && minute < to);
}

const PARTS: Intl.DateTimeFormatOptions = {
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  hourCycle: "h23",
};
const WORDS: Intl.DateTimeFormatOptions = {
  weekday: "long",
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
};

// Making a formatter costs a hundred times what using one does, and there are a few hundred zones at most.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${zone} ${options.weekday ?? ""}`;
  const known = formatters.get(name) ?? new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
  formatters.set(name, known);
  return known;
}

function localMoment(zone: string, at: Date): LocalMoment {
  const parts = new Map(
    formatterFor(zone, PARTS)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const [year, month, date] = [number("year"), number("month"), number("day")];
  const sundayIsNought = new Date(Date.UTC(year, month - 1, date)).getUTCDay();
  return {
    year,
    month,
    date,
    day: sundayIsNought === 0 ? 7 : sundayIsNought,
    minute: number("hour") * 60 + number("minute"),
  };
}

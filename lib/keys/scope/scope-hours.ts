import type { HoursWindow, KeyScope } from "@/lib/core/key-scope";
import { MINUTE_MS } from "@/lib/core/time";
import { zoneOffsetMs } from "@/lib/core/zone-offset";

export const DAY_MINUTES = 24 * 60;
export const DAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

type Hours = NonNullable<KeyScope["hours"]>;
/** A moment by the clock of a zone: `day` is 1 for Monday, `minute` counts from midnight. */
type LocalMoment = { shown: Date; day: number; minute: number };

/** True when a key with these hours works at a moment, by the wall clock of their zone: an hour that comes twice counts twice. */
export function isOpenAt({ zone, windows }: Hours, at: Date): boolean {
  const { day, minute } = wallClock(zone, at);
  return windows.some((window) => isWithin(window, day, minute));
}

/** When a key with these hours works again, for a sentence: `Monday, 30 Nov 2026, 09:00 (Asia/Tokyo)`. */
export function opensAgain({ zone, windows }: Hours, at: Date): string {
  const { shown, day, minute } = wallClock(zone, at);
  const waits = windows.flatMap(({ days, from }) =>
    days.map((opens) => {
      const wait = ((opens - day + 7) % 7) * DAY_MINUTES + minuteOf(from) - minute;
      return wait > 0 ? wait : wait + 7 * DAY_MINUTES;
    }),
  );
  const next = new Date(shown.getTime() + Math.min(...waits) * MINUTE_MS);
  return `${WORDS.format(next)} (${zone})`;
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

const WORDS = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "long",
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** What the clocks of a zone show at a moment, read as if they were those of UTC. */
function wallClock(zone: string, at: Date): LocalMoment {
  const shown = new Date(at.getTime() + zoneOffsetMs(zone, at.getTime()));
  return { shown, day: shown.getUTCDay() || 7, minute: shown.getUTCHours() * 60 + shown.getUTCMinutes() };
}

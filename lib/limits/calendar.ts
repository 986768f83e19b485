import type { LimitWindow } from "@/lib/core/rate-limits";
import { DAY_MS, SECOND_MS } from "@/lib/core/time";

/** A day or month of UTC, from `startMs` until before `endMs`, in Unix milliseconds. */
export type Period = { startMs: number; endMs: number };

/** The day or month that a moment is in. */
export function periodAt(window: "day" | "month", ms: number): Period {
  if (window === "day") {
    const startMs = Math.floor(ms / DAY_MS) * DAY_MS;
    return { startMs, endMs: startMs + DAY_MS };
  }
  const date = new Date(ms);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { startMs: Date.UTC(year, month), endMs: Date.UTC(year, month + 1) };
}

export function isPeriod(window: LimitWindow): window is "day" | "month" {
  return window === "day" || window === "month";
}

/** When that began which is counted together with a moment: its second, day or month, in Unix milliseconds. */
export function startOf(window: LimitWindow, ms: number): number {
  return isPeriod(window) ? periodAt(window, ms).startMs : Math.floor(ms / SECOND_MS) * SECOND_MS;
}

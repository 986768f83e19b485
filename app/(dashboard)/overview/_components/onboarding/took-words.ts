import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/core/time";

/** How long something took, in its two largest units: `2 min 14 s`, `3 h 5 min`, `4 days`. */
export function tookWords(ms: number): string {
  const whole = (unit: number) => Math.floor(ms / unit);
  if (ms < SECOND_MS) return "less than a second";
  if (ms < MINUTE_MS) return `${whole(SECOND_MS)} s`;
  if (ms < HOUR_MS) return `${whole(MINUTE_MS)} min ${whole(SECOND_MS) % 60} s`;
  if (ms < DAY_MS) return `${whole(HOUR_MS)} h ${whole(MINUTE_MS) % 60} min`;
  return whole(DAY_MS) === 1 ? "1 day" : `${whole(DAY_MS)} days`;
}

import { DAY_MS } from "@/lib/core/time";
import type { GapCell } from "./classify-gap";
import type { ReportedSpan } from "./read-theirs";

/** Providers go on adding usage to a day for a while after its end. */
const SETTLES_MS = 60 * 60 * 1_000;

/** Whether a report that speaks of the day was imported after the day was over. */
export function reportedState(day: string, spans: readonly ReportedSpan[]): GapCell["reported"] {
  const speaking = spans.filter(({ first, last }) => first <= day && day <= last);
  if (speaking.length === 0) return "none";
  const settled = Date.parse(`${day}T00:00:00Z`) + DAY_MS + SETTLES_MS;
  return speaking.some(({ importedAt }) => importedAt.getTime() >= settled) ? "over" : "running";
}

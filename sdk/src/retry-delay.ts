const FIRST_MS = 500;
const MOST_MS = 8_000;

/** What `retry-after-ms` or `retry-after` (seconds, or a date) asks for, in milliseconds; null when neither is there. */
export function retryAfterMs(headers: Headers, now = Date.now()): number | null {
  const exact = numberIn(headers.get("retry-after-ms"));
  if (exact !== null) return exact;
  const text = headers.get("retry-after");
  const seconds = numberIn(text);
  if (seconds !== null) return seconds * 1_000;
  const moment = Date.parse(text ?? "");
  return Number.isNaN(moment) ? null : Math.max(0, moment - now);
}

/** How long to wait before try `attempt` (from 1) is repeated: twice as long each time, and never in step with others. */
export function backoffMs(attempt: number, random = Math.random()): number {
  return Math.min(MOST_MS, FIRST_MS * 2 ** (attempt - 1)) * (1 - random / 4);
}

function numberIn(text: string | null): number | null {
  const number = text === null || text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(number) && number >= 0 ? number : null;
}

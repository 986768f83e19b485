import { formatCountExact, formatMoment, formatRelative } from "@/lib/core/format";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";

/** What is known of a key whose expiry is near or past. `requests` are those of the seven days before `now`. */
export type ExpiryFacts = { name: string; expiresAt: Date; requests: number; lastUsedAt: Date | null };

/** When a key expires, or that it has, and what used it in the last week: one message for people. Times are in UTC. */
export function expiryWords({ name, expiresAt, requests, lastUsedAt }: ExpiryFacts, now: Date): string {
  const leftMs = expiresAt.getTime() - now.getTime();
  const when = formatMoment(expiresAt);
  const what = leftMs > 0 ? `${name} expires in ${span(leftMs)}, on ${when}.` : `${name} expired on ${when}.`;
  return `${what} ${weekWords(requests, lastUsedAt, now)}`;
}

function weekWords(requests: number, lastUsedAt: Date | null, now: Date): string {
  const last = lastUsedAt === null ? null : formatRelative(lastUsedAt, now);
  if (last === null) return "It was never used.";
  if (requests === 0) return `It made no requests in the last 7 days; it was last used ${on(last)}.`;
  const counted = `${formatCountExact(requests)} ${requests === 1 ? "request" : "requests"}`;
  return `It made ${counted} in the last 7 days, the last one ${on(last)}.`;
}

/** A moment more than a week away is a date. */
function on(relative: string): string {
  return /^[A-Z]/.test(relative) ? `on ${relative}` : relative;
}

function span(ms: number): string {
  const [unit, length] =
    ms > DAY_MS + 12 * HOUR_MS ? (["day", DAY_MS] as const) : (["hour", HOUR_MS] as const);
  const count = Math.max(1, Math.round(ms / length));
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

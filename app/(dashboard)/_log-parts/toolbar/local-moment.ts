import { zoneOffsetMs } from "@/lib/core/zone-offset";

const LOCAL = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2})?$/;

/**
 * The moment that a clock of the zone shows, as ISO 8601 in UTC; null for a text that is no day and time. An hour that clocks
 * skip is read as the hour after it, one that they show twice as the first of the two.
 */
export function momentOfLocal(text: string, zone: string): string | null {
  const parts = LOCAL.exec(text);
  if (parts === null) return null;
  const asUtc = Date.parse(`${parts[1]}T${parts[2]}${parts[3] ?? ":00"}Z`);
  if (Number.isNaN(asUtc)) return null;
  const before = asUtc - zoneOffsetMs(zone, asUtc - DAY_MS);
  const after = asUtc - zoneOffsetMs(zone, asUtc + DAY_MS);
  const shown = [before, after].filter((moment) => moment + zoneOffsetMs(zone, moment) === asUtc);
  return new Date(shown.length > 0 ? Math.min(...shown) : Math.max(before, after)).toISOString();
}

const DAY_MS = 86_400_000;

/** A moment as a clock of the zone shows it, to the second, for a field of the browser. */
export function localOfMoment(at: Date, zone: string): string {
  return new Date(at.getTime() + zoneOffsetMs(zone, at.getTime())).toISOString().slice(0, 19);
}

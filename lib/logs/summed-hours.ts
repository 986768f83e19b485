import { DIMENSIONS, type DimensionFilter, type RequestFilter } from "@/lib/core/request-filter";
import { HOUR_MS, type TimeRange } from "@/lib/core/time";

/** True when a filter asks for nothing that the hourly sums do not tell apart. */
export function isOfDimensions(filter: RequestFilter): boolean {
  const known: readonly string[] = [...DIMENSIONS, "from", "to"];
  return Object.entries(filter).every(
    ([name, value]) => known.includes(name) || value === null || value === undefined,
  );
}

/** What of a filter the hourly sums tell apart. */
export function dimensionsOf(filter: RequestFilter): DimensionFilter {
  const given = DIMENSIONS.filter((dimension) => filter[dimension] !== undefined);
  return Object.fromEntries(given.map((dimension) => [dimension, filter[dimension]]));
}

/** The whole hours within a span, and what of it lies before and after them. Without whole hours all of it lies before. */
export function splitHours({ from, to }: TimeRange): {
  before: TimeRange;
  hours: TimeRange;
  after: TimeRange;
} {
  const first = new Date(Math.ceil(from.getTime() / HOUR_MS) * HOUR_MS);
  const last = new Date(Math.floor(to.getTime() / HOUR_MS) * HOUR_MS);
  if (first >= last) return { before: { from, to }, hours: { from: to, to }, after: { from: to, to } };
  return { before: { from, to: first }, hours: { from: first, to: last }, after: { from: last, to } };
}

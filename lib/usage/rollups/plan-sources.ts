import { HOUR_MS, type TimeRange } from "@/lib/core/time";

/** What a span is read from: whole days that are folded, folded hours, and hours that only the hourly sums have. */
export type Sources = { days: TimeRange[]; hours: TimeRange[]; sums: TimeRange[] };

/** What is folded, in Unix milliseconds. */
export type Folded = {
  /** Calendar days of the zone, each with the moment at which it ends. Empty when days are of no use. */
  days: ReadonlyArray<{ from: number; to: number }>;
  /** Until when days and hours are folded; null when they are not, or not by what is asked for. */
  daysUntil: number | null;
  hoursUntil: number | null;
  /** Hours that were written to after they had been folded. */
  late: readonly number[];
};

type Source = keyof Sources;
/** A statement with more spans than this takes longer to plan than it saves. */
const MOST_SPANS = 24;

/** The fewest rows that a span of whole hours can be read from. Every hour of it is in exactly one of the sources. */
export function planSources(span: TimeRange, folded: Folded): Sources {
  const [from, to] = [span.from.getTime(), span.to.getTime()];
  const late = new Set(folded.late);
  const sources = Array.from({ length: (to - from) / HOUR_MS }, (_, at): Source => {
    const hour = from + at * HOUR_MS;
    return folded.hoursUntil !== null && hour < folded.hoursUntil && !late.has(hour) ? "hours" : "sums";
  });
  for (const day of folded.days) {
    const isWhole =
      day.from >= from && day.to <= to && folded.daysUntil !== null && day.to <= folded.daysUntil;
    const [first, end] = [(day.from - from) / HOUR_MS, (day.to - from) / HOUR_MS];
    const isLate = () => sources.slice(first, end).some((_, at) => late.has(day.from + at * HOUR_MS));
    if (isWhole && !isLate()) sources.fill("days", first, end);
  }
  closeGaps(sources);
  return {
    days: spansOf(sources, "days", from),
    hours: spansOf(sources, "hours", from),
    sums: spansOf(sources, "sums", from),
  };
}

/** The hourly sums know every hour: the shortest spans between hours that are read from them are read from them too. */
function closeGaps(sources: Source[]): void {
  const lengths = runs(sources)
    .slice(1, -1)
    .filter(({ source }) => source !== "sums")
    .sort((one, other) => one.length - other.length);
  const tooMany = spansOf(sources, "sums", 0).length - MOST_SPANS;
  for (const { at, length } of lengths.slice(0, Math.max(0, tooMany) * 2))
    sources.fill("sums", at, at + length);
}

function spansOf(sources: Source[], wanted: Source, from: number): TimeRange[] {
  return runs(sources)
    .filter(({ source }) => source === wanted)
    .map(({ at, length }) => ({
      from: new Date(from + at * HOUR_MS),
      to: new Date(from + (at + length) * HOUR_MS),
    }));
}

function runs(sources: Source[]): Array<{ source: Source; at: number; length: number }> {
  const found: Array<{ source: Source; at: number; length: number }> = [];
  for (const [at, source] of sources.entries()) {
    const last = found.at(-1);
    if (last?.source === source) last.length += 1;
    else found.push({ source, at, length: 1 });
  }
  return found;
}

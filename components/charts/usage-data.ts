import {
  type BucketSize,
  formatBucket,
  formatCount,
  formatCountExact,
  formatUsd,
  formatUsdColumn,
} from "@/lib/core/format";

/** What a chart counts. Amounts are whole nano-dollars. */
export type ChartUnit = "usd" | "count";

/**
 * One span of a chart, safe to hand from the server to the browser: amounts are whole numbers as text, null when
 * unknown (no price). A series that is not named in a span is zero there.
 */
export type UsageBucket = {
  /** Start of the span, ISO 8601. */
  start: string;
  values: Record<string, string | null>;
  /** Requests of the span whose cost is unknown. */
  unpriced?: number;
};

export type ChartSeries = {
  name: string;
  /** Which of the eight chart colours; 0 is the grey of "Other". */
  colour: number;
};

export type ChartSpan = {
  start: string;
  label: string;
  /** One value per series, in their order. */
  values: Array<string | null>;
  total: string | null;
  unpriced: number;
};

/** A chart ready to draw or to write as a table. */
export type ChartData = { unit: ChartUnit; noun: string; series: ChartSeries[]; spans: ChartSpan[] };

const COLOURS = 8;
const SHOWN = 7;

/** Sums that know of the unknown: null only when there is something and nothing of it is known. */
export function sumKnown(values: ReadonlyArray<string | null>): string | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0 && values.length > 0) return null;
  return known.reduce((sum, value) => sum + BigInt(value), 0n).toString();
}

/** The names of the series, biggest first; beyond eight, the seven biggest and the rest for "Other". */
export function splitSeries(buckets: ReadonlyArray<UsageBucket>): { shown: string[]; rest: string[] } {
  const totals = new Map<string, bigint>();
  for (const { values } of buckets) {
    for (const [name, value] of Object.entries(values)) {
      totals.set(name, (totals.get(name) ?? 0n) + BigInt(value ?? 0));
    }
  }
  const names = [...totals]
    .sort(([a, left], [b, right]) => (left === right ? a.localeCompare(b, "en") : left < right ? 1 : -1))
    .map(([name]) => name);
  return names.length <= COLOURS
    ? { shown: names, rest: [] }
    : { shown: names.slice(0, SHOWN), rest: names.slice(SHOWN) };
}

/**
 * A colour (1 to 8) for each of at most eight names. A name always wants the same colour, on every chart; when two
 * want one, the alphabetically first gets it and the other takes the next free one. The order given does not matter.
 */
export function assignColours(names: ReadonlyArray<string>): Map<string, number> {
  const taken = new Map<number, string>();
  for (const name of [...new Set(names)].sort().slice(0, COLOURS)) {
    let colour = preferredColour(name);
    while (taken.has(colour)) colour = (colour % COLOURS) + 1;
    taken.set(colour, name);
  }
  return new Map([...taken].map(([colour, name]) => [name, colour]));
}

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv: short, and it spreads names that differ in one character. */
function preferredColour(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return (hash % COLOURS) + 1;
}

/** Turns spans as the server reads them into what the plot and the table show. */
export function chartData(
  buckets: ReadonlyArray<UsageBucket>,
  options: { unit: ChartUnit; noun: string; size: BucketSize; zone: string },
): ChartData {
  const { shown, rest } = splitSeries(buckets);
  const colours = assignColours(shown);
  const series = shown.map((name) => ({ name, colour: colours.get(name) ?? 0 }));
  if (rest.length > 0) series.push({ name: `Other (${rest.length})`, colour: 0 });
  const spans = buckets.map(({ start, values, unpriced = 0 }) => {
    const cells = shown.map((name) => cellOf(values, name));
    if (rest.length > 0) cells.push(sumKnown(rest.map((name) => cellOf(values, name))));
    const label = formatBucket(new Date(start), options.size, options.zone);
    return { start, label, values: cells, total: sumKnown(cells), unpriced };
  });
  return { unit: options.unit, noun: options.noun, series, spans };
}

function cellOf(values: UsageBucket["values"], name: string): string | null {
  return Object.hasOwn(values, name) ? (values[name] ?? null) : "0";
}

/** One value in words: `$0.00018`, `1,204`; a dash when it is unknown. */
export function formatValue(value: string | null, unit: ChartUnit, exact = true): string {
  if (value === null) return "—";
  if (unit === "usd") return formatUsd(BigInt(value));
  return exact ? formatCountExact(BigInt(value)) : formatCount(BigInt(value));
}

/** The values of one column or axis, with the same number of decimals. */
export function formatValues(values: ReadonlyArray<string | null>, unit: ChartUnit): string[] {
  if (unit === "usd") return formatUsdColumn(values.map((value) => (value === null ? null : BigInt(value))));
  return values.map((value) => formatValue(value, unit));
}

/** Round steps of an axis from zero to at least `most`, three to six of them. */
export function axisTicks(most: bigint): bigint[] {
  if (most <= 4n) return [0n, 1n, 2n, 3n, 4n].slice(0, Math.max(2, Number(most) + 1));
  const rough = most / 4n;
  const power = 10n ** BigInt(rough.toString().length - 1);
  const step =
    [1n, 2n, 5n, 10n].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? power;
  const ticks = [0n];
  while ((ticks.at(-1) ?? 0n) < most) ticks.push((ticks.at(-1) ?? 0n) + step);
  return ticks;
}

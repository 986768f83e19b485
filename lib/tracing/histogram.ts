import { addText, nanoOf, type OtlpAttributes } from "./otlp-values";

type Series = { attributes: OtlpAttributes; counts: number[]; count: number; sum: number };
export type HistogramFacts = { name: string; unit: string; description: string; bounds: readonly number[] };

/** Names and values in turn; what is null is left out. */
export type Labels = ReadonlyArray<string | null>;

/** As many as OpenTelemetry's own SDKs keep (opentelemetry.io/docs/specs/otel/metrics/sdk, "Cardinality limits"). */
const MOST_SERIES = 2_000;
const OVERFLOW: OtlpAttributes = [{ key: "otel.metric.overflow", value: { boolValue: true } }];
const OVERFLOW_KEY = "overflow";
const CUMULATIVE = 2;

/** A metric that counts values in buckets since it began, told apart by attributes; what is beyond the series it keeps is one series. */
export class Histogram {
  private readonly series = new Map<string, Series>();
  constructor(
    private readonly facts: HistogramFacts,
    private readonly sinceMs: number,
  ) {}

  observe(labels: Labels, value: number): void {
    const series = this.seriesOf(labels);
    const place = this.facts.bounds.findIndex((bound) => value <= bound);
    const bucket = place === -1 ? this.facts.bounds.length : place;
    series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
    series.count += 1;
    series.sum += value;
  }

  /** The metric in OTLP's JSON encoding, as it stands at a moment. */
  read(atMs: number): object {
    const { name, unit, description, bounds } = this.facts;
    const dataPoints = [...this.series.values()].map(({ attributes, counts, count, sum }) => ({
      attributes,
      startTimeUnixNano: nanoOf(this.sinceMs),
      timeUnixNano: nanoOf(atMs),
      count: String(count),
      sum,
      bucketCounts: counts.map(String),
      explicitBounds: bounds,
    }));
    return { name, unit, description, histogram: { aggregationTemporality: CUMULATIVE, dataPoints } };
  }

  private seriesOf(labels: Labels): Series {
    const key = labels.join("\0");
    const found = this.series.get(key);
    if (found !== undefined) return found;
    if (this.series.size < MOST_SERIES) return this.begin(key, attributesOf(labels));
    return this.series.get(OVERFLOW_KEY) ?? this.begin(OVERFLOW_KEY, OVERFLOW);
  }

  private begin(key: string, attributes: OtlpAttributes): Series {
    const counts = new Array<number>(this.facts.bounds.length + 1).fill(0);
    const made = { attributes, counts, count: 0, sum: 0 };
    this.series.set(key, made);
    return made;
  }
}

function attributesOf(labels: Labels): OtlpAttributes {
  const attributes: OtlpAttributes = [];
  for (let at = 0; at < labels.length; at += 2) addText(attributes, labels[at] ?? "", labels[at + 1] ?? null);
  return attributes;
}

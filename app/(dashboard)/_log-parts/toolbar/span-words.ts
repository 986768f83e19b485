import { formatMoment } from "@/lib/core/format";
import { type ChosenRange, RANGES, type RangeName } from "@/lib/core/time-choice";

type Named = Exclude<RangeName, "custom">;

const SPAN_WORDS: Record<Named, string> = {
  "1h": "Last hour",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  "90d": "Last 90 days",
  mtd: "This month",
  ytd: "This year",
};

/** The spans that have a name, in their order. */
export const NAMED_SPANS = RANGES.filter((name): name is Named => name !== "custom").map((name) => ({
  name,
  label: SPAN_WORDS[name],
}));

/** `Last 24 hours`, or both ends of a span of one's own in the zone. */
export function spanWords({ name, from, to }: ChosenRange, zone: string): string {
  if (name !== "custom") return SPAN_WORDS[name];
  return `${withoutZone(from, zone)} to ${withoutZone(to, zone)}`;
}

/** The zone is said beside it, once. */
function withoutZone(at: Date, zone: string): string {
  return formatMoment(at, zone).replace(/ UTC\S*$/, "");
}

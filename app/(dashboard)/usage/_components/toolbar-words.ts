import { DIMENSION_WORDS } from "@/lib/core/dimension-words";
import { DIMENSIONS, type Dimension } from "@/lib/core/request-filter";
import type { Grain, RangeName } from "@/lib/core/time-choice";

export const RANGE_OPTIONS: ReadonlyArray<{ value: RangeName; label: string; name: string }> = [
  { value: "1h", label: "1 h", name: "Last hour" },
  { value: "24h", label: "24 h", name: "Last 24 hours" },
  { value: "7d", label: "7 d", name: "Last 7 days" },
  { value: "30d", label: "30 d", name: "Last 30 days" },
  { value: "90d", label: "90 d", name: "Last 90 days" },
  { value: "mtd", label: "Month", name: "This month" },
  { value: "ytd", label: "Year", name: "This year" },
  { value: "custom", label: "Custom", name: "Span of your own" },
];

export const GRAIN_WORDS: Record<Grain, string> = {
  minute: "Minute",
  hour: "Hour",
  day: "Day",
  week: "Week",
  month: "Month",
  none: "Whole span",
};

export const DIMENSION_OPTIONS: ReadonlyArray<{ value: Dimension | "none"; label: string }> = [
  { value: "none", label: "Nothing" },
  ...DIMENSIONS.map((value) => ({ value, label: DIMENSION_WORDS[value] })),
];

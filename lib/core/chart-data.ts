import type { Grain } from "./time-choice";

/** What a chart counts: nano-dollars, things, milliseconds, or parts of one. */
export type ChartUnit = "usd" | "count" | "ms" | "ratio";

/** A whole number as text for amounts and counts, a decimal one for times and rates; null where nothing is known. */
export type ChartValue = string | null;

export type ChartSeries = {
  /** Unique within the chart; the colour belongs to it. */
  id: string;
  name: string;
  /** True for the rest, which is grey. */
  isRest: boolean;
  total: ChartValue;
  /** Which rows it stands for, as a part of an address; null when no address can say it. */
  query: string | null;
};

export type ChartSpan = {
  /** ISO 8601; the end does not belong to it. */
  start: string;
  end: string;
  /** One value per series, in their order. */
  values: ChartValue[];
  total: ChartValue;
  /** Requests of the span whose cost is unknown. */
  unpriced: number;
  /** The span as a part of an address. */
  query: string | null;
  /** The same place in the period before. */
  previous?: { start: string; total: ChartValue; query: string | null } | undefined;
};

/** Where the numbers of a chart open: an address is `path?series&span`. */
export type ChartLinks = {
  path: string;
  /** Which rows the totals stand for. */
  all: string;
  /** All spans together. */
  whole: string;
  /** Added for those without a price. */
  unpriced: string;
};

/** A chart, ready to be handed from the server to the browser: whoever draws it adds nothing up. */
export type ChartData = {
  unit: ChartUnit;
  /** What is counted, in the plural: "requests", "tokens"; for amounts "cost". */
  noun: string;
  /** Bars are stacked: only for what adds up. */
  kind: "bars" | "lines";
  scale: "linear" | "log";
  grain: Grain;
  /** IANA name. */
  zone: string;
  /** The largest first, the rest last. A single one called like `noun` needs no legend. */
  series: ChartSeries[];
  spans: ChartSpan[];
  total: ChartValue;
  /** Of the period before, when it is compared with. */
  previousTotal?: ChartValue | undefined;
  unpriced: number;
  /** True while the newest span goes on. */
  isOngoing: boolean;
  links: ChartLinks | null;
};

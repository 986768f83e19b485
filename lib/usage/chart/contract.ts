import type { ChartData, ChartValue } from "@/lib/core/chart-data";
import type { Dimension, DimensionFilter } from "@/lib/core/request-filter";
import type { ChosenRange, Grain, RangeName, TimeChoice } from "@/lib/core/time-choice";
import type { ExploreAnswer, ExploreQuery, UsageCell, UsageMetric } from "../explore/contract";

/** Everything that a page of usage shows, as its address says it. */
export type UsageView = {
  filter: DimensionFilter;
  time: TimeChoice;
  /** Null is the viewer's own. */
  zone: string | null;
  metric: UsageMetric;
  group: Dimension | null;
  subgroup: Dimension | null;
  /** Null is what suits the span. */
  grain: Grain | null;
  top: number;
  compare: boolean;
  cumulative: boolean;
  scale: "linear" | "log";
  view: "chart" | "table";
};

/** The span that usage is shown for when an address says none. */
export const USAGE_RANGE: RangeName = "30d";

/** How many series can be asked for. */
export const USAGE_TOPS = [3, 5, 7, 10, 15, 20] as const;

export const USUAL_USAGE_VIEW: UsageView = {
  filter: {},
  time: { range: USAGE_RANGE, from: null, to: null },
  zone: null,
  metric: "spend",
  group: "model",
  subgroup: null,
  grain: null,
  top: 7,
  compare: false,
  cumulative: false,
  scale: "linear",
  view: "chart",
};

/** A view with everything decided that it leaves open. */
export type UsagePlan = {
  view: UsageView;
  zone: string;
  range: ChosenRange;
  query: ExploreQuery;
  /** The same for the period before. */
  previous: ExploreQuery;
};

/** What keys and gates are called that series stand for, by id. */
export type UsageNames = ReadonlyMap<string, { name: string; isDeleted: boolean }>;

/** A row of the table below the chart, with the addresses of the rows behind its numbers; null where no address can say them. */
export type UsageRow = {
  id: string;
  name: string;
  isRest: boolean;
  value: ChartValue;
  /** Of the total, as a part of one; null where that makes no sense. */
  share: number | null;
  /** The value of the period before; null when it is not known. */
  previous: ChartValue;
  points: number[];
  cell: UsageCell;
  /** Which requests it stands for, as a part of an address. */
  query: string | null;
};

export type UsageReport = {
  plan: UsagePlan;
  answer: ExploreAnswer;
  names: UsageNames;
  chart: ChartData;
  rows: UsageRow[];
  total: ChartValue;
  previousTotal: ChartValue;
};

import type { ExploreQuery } from "./contract";
import type { Measure } from "./tally";

/** What is read of a span, and which measures of it. */
export type PartQuery = ExploreQuery & { measures: readonly Measure[] };

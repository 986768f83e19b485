/** What a key did in an hour. Nano-dollars are a plain number here: exact up to nine million dollars an hour. */
export type HourTally = {
  requests: number;
  /** Calls that ended in an error, whoever made it. */
  errors: number;
  /** Answered calls whose cost is unknown. */
  unpriced: number;
  spentNanoUsd: number;
};

/** The hours of one key by their beginning in Unix milliseconds. An hour without calls is absent. */
export type KeyHours = ReadonlyMap<number, HourTally>;

/** What is compared with the past. */
export type Measure = "spentNanoUsd" | "unpriced" | "errors";

/** What a key did in an hour by one measure; 0 in an hour without calls. */
export function amountIn(hours: KeyHours, hour: number, measure: Measure): number {
  return hours.get(hour)?.[measure] ?? 0;
}

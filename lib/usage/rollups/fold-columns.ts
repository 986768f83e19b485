import { type SQL, sql } from "drizzle-orm";
import { TIME_CLASSES } from "@/db/schema/usage";
import { MEASURE_COLUMNS } from "../explore/tally";
import { MASK_COLUMNS } from "./masks";

/** Every class of time: its column, what it is a class of, and its number. */
export const CLASS_COLUMNS = (["latency", "first_token"] as const).flatMap((kind) =>
  Array.from({ length: TIME_CLASSES }, (_, at) => ({ column: `${kind}_${at}`, kind, at })),
);

export const DIMENSION_LIST: SQL = sql.raw(MASK_COLUMNS.join(", "));
export const MEASURE_LIST: SQL = sql.raw(MEASURE_COLUMNS.join(", "));
export const CLASS_LIST: SQL = sql.raw(CLASS_COLUMNS.map(({ column }) => column).join(", "));

/** Select list of measures of an alias, added up. */
export const MEASURE_SUMS: SQL = sql.raw(
  MEASURE_COLUMNS.map((column) => `sum(${column})::bigint as ${column}`).join(", "),
);

/** The sets of columns to group by for masks, each with further columns. */
export function groupingSets(masks: readonly number[], more: string): SQL {
  const sets = masks.map((mask) => {
    const columns = MASK_COLUMNS.filter((_, at) => (mask & (1 << at)) !== 0);
    return `(${[more, ...columns].join(", ")})`;
  });
  return sql.raw(`grouping sets (${sets.join(", ")})`);
}

/** The mask of a row that such a grouping made. */
export const GROUPED_MASK: SQL = sql.raw(
  `63 - (${MASK_COLUMNS.map((column, at) => `${1 << at} * grouping(${column})`).join(" + ")}) as mask`,
);

/** What is done with a cell that is there already: measures are replaced, classes as `each` says. */
export function replacing(each: (column: string) => string): SQL {
  return sql.raw(
    [
      ...MEASURE_COLUMNS.map((column) => `${column} = excluded.${column}`),
      ...CLASS_COLUMNS.map(({ column }) => `${column} = ${each(column)}`),
    ].join(", "),
  );
}

/** Moments as one parameter. */
export function moments(times: readonly Date[]): SQL {
  return sql`${`{${times.map((time) => time.toISOString()).join()}}`}::timestamptz[]`;
}

import { type SQL, sql } from "drizzle-orm";
import type { Dimension } from "@/lib/core/request-filter";
import type { DimensionColumns } from "../dimension-conditions";
import type { ExploreQuery } from "./contract";

/** The columns of rows of the log. */
export const ROW_COLUMNS: DimensionColumns = {
  key: sql.raw("r.key_id"),
  gate: sql.raw("r.gate_id"),
  model: sql.raw("r.model_used"),
  provider: sql.raw("r.provider"),
  endpoint: sql.raw("r.endpoint"),
  status: sql.raw("r.status"),
};

/**
 * Select list of the values of group and subgroup, as `g` and `s`: `=` and the value, nothing for no value, so that they can be
 * joined on. A tag is the key here, and becomes its tags in `taggedParts`.
 */
export function seriesColumns(query: ExploreQuery, columns: DimensionColumns): SQL {
  return sql`${textOf(query.group, columns)} as g, ${textOf(query.subgroup, columns)} as s`;
}

function textOf(dimension: Dimension | null | undefined, columns: DimensionColumns): SQL {
  if (dimension === null || dimension === undefined) return sql`''::text collate "C"`;
  // Bytes are compared faster than text of a language.
  return sql`coalesce('=' || ${columns[dimension === "tag" ? "key" : dimension]}::text, '') collate "C"`;
}

/** The value that such a column stands for. */
export function seriesValue(text: string): string | null {
  return text === "" ? null : text.slice(1);
}

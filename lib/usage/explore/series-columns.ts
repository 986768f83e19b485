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

/** Select list of the values of group and subgroup as the columns have them, as `g` and `s`. A tag is the key here. */
export function seriesColumns(query: ExploreQuery, columns: DimensionColumns): SQL {
  const plain = (dimension: Dimension | null | undefined) =>
    dimension == null ? sql`null::text` : columns[dimension === "tag" ? "key" : dimension];
  return sql`${plain(query.group)} as g, ${plain(query.subgroup)} as s`;
}

/**
 * Select list of the same as text, from columns `g` and `s` of `p`: `=` and the value, nothing for no value, so that they can be
 * joined on. A tag becomes the tags of its key in `taggedParts`.
 */
export function seriesNames(query: ExploreQuery): SQL {
  const name = (dimension: Dimension | null | undefined, column: string) =>
    // Bytes are compared faster than text of a language.
    dimension == null ? `''::text collate "C"` : `coalesce('=' || p.${column}::text, '') collate "C"`;
  return sql.raw(`${name(query.group, "g")} as g, ${name(query.subgroup, "s")} as s`);
}

/** The value that such a column stands for. */
export function seriesValue(text: string): string | null {
  return text === "" ? null : text.slice(1);
}

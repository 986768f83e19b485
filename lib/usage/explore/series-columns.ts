import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
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
 * Select list of the values of group and subgroup as the columns have them, as `g` and `s`. A tag is the first key with the same
 * tags, so `tagTwins` has to be joined.
 */
export function seriesColumns(query: ExploreQuery, columns: DimensionColumns): SQL {
  const plain = (dimension: Dimension | null | undefined) =>
    dimension == null ? sql`null::text` : dimension === "tag" ? sql`k.twin` : columns[dimension];
  return sql`${plain(query.group)} as g, ${plain(query.subgroup)} as s`;
}

export function isTagged(query: ExploreQuery): boolean {
  return query.group === "tag" || query.subgroup === "tag";
}

/** What joins each row with the first key that has the same tags as its own, as `k.twin`; nothing where no tag is asked for. */
export function tagTwins(ctx: Ctx, query: ExploreQuery, columns: DimensionColumns): SQL {
  if (!isTagged(query)) return sql``;
  return sql`left join (
    select id, first_value(id) over (partition by tags order by id) as twin from api_keys where account_id = ${ctx.accountId}
  ) k on k.id = ${columns.key}`;
}

/**
 * Select list of the same as text, from columns `g` and `s` of `p`: `=` and the value, nothing for no value, so that they can be
 * joined on.
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

import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { type Choice, DIMENSIONS, type Dimension, type DimensionFilter } from "@/lib/core/request-filter";

/** Where the statement that is being written has each dimension; `tag` is found by the key. */
export type DimensionColumns = Record<Exclude<Dimension, "tag">, SQL>;

/** The columns of a table of sums under its alias. */
export function sumsColumns(alias: "u" | "r"): DimensionColumns {
  const of = (name: string) => sql.raw(`${alias}.${name}`);
  return {
    key: of("key_id"),
    gate: of("gate_id"),
    model: of("model"),
    provider: of("provider"),
    endpoint: of("endpoint"),
    status: of("status"),
  };
}

/** The conditions that a filter makes, each to be met; empty when it narrows nothing. */
export function dimensionConditions(
  ctx: Pick<Ctx, "accountId">,
  filter: DimensionFilter,
  columns: DimensionColumns,
): SQL[] {
  return DIMENSIONS.flatMap((dimension) => {
    const choice = filter[dimension];
    if (choice === undefined) return [];
    const some = anyOf(ctx, dimension, choice.in, columns);
    const none = anyOf(ctx, dimension, choice.notIn, columns);
    return [...(some === null ? [] : [some]), ...(none === null ? [] : [sql`not coalesce(${none}, false)`])];
  });
}

/** True of what has one of the values; null when there are none to have. */
function anyOf(
  ctx: Pick<Ctx, "accountId">,
  dimension: Dimension,
  values: Choice["in"],
  columns: DimensionColumns,
): SQL | null {
  if (values.length === 0) return null;
  const known = values.filter((value) => value !== null);
  const conditions = values.length === known.length ? [] : [isNone(ctx, dimension, columns)];
  if (known.length > 0) conditions.push(isOneOf(ctx, dimension, known, columns));
  return sql`(${sql.join(conditions, sql` or `)})`;
}

function isNone(ctx: Pick<Ctx, "accountId">, dimension: Dimension, columns: DimensionColumns): SQL {
  if (dimension !== "tag") return sql`${columns[dimension]} is null`;
  return sql`${columns.key} in (select id from api_keys where account_id = ${ctx.accountId} and tags = '{}')`;
}

function isOneOf(
  ctx: Pick<Ctx, "accountId">,
  dimension: Dimension,
  values: string[],
  columns: DimensionColumns,
): SQL {
  if (dimension === "status") return isStatus(values, columns.status);
  if (dimension === "tag") {
    return sql`${columns.key} in (select id from api_keys where account_id = ${ctx.accountId} and tags && ${list(values)}::text[])`;
  }
  const type = dimension === "key" || dimension === "gate" ? sql`uuid[]` : sql`text[]`;
  return sql`${columns[dimension]} = any(${list(values)}::${type})`;
}

/** Codes (`429`) and classes (`4xx`). */
function isStatus(values: string[], column: SQL): SQL {
  const conditions = values.map((value) => {
    const first = Number(value.slice(0, 1)) * 100;
    return value.endsWith("xx")
      ? sql`${column} between ${first} and ${first + 99}`
      : sql`${column} = ${Number(value)}`;
  });
  return sql`(${sql.join(conditions, sql` or `)})`;
}

/** A Postgres array as text, so that it is one parameter of the statement however long it is. */
function list(values: string[]): string {
  return `{${values.map((value) => `"${value.replace(/[\\"]/g, "\\$&")}"`).join(",")}}`;
}

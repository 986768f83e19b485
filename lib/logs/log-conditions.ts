import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { isUuid } from "@/lib/core/ids";
import type { Certainty, Choice, Dimension, RowFilter } from "@/lib/core/request-filter";
import { dimensionConditions } from "@/lib/usage/dimension-conditions";
import type { LogFilter } from "./contract";
import { type IdRange, idsWithin, onlyId } from "./id-range";

/** A filter in the words of `requests r`. */
export type LogConditions = {
  /** An id says when its request started, so a span is a range of ids, and whole partitions are left out. */
  ids: IdRange;
  /** What an index finds at once; its rows in the order of their ids. */
  found: SQL;
  /** What is still to be asked of every row; null when nothing is. */
  fits: SQL | null;
  /** What a request costs with its corrections. */
  cost: SQL;
  /** True when texts are compared. */
  isSearch: boolean;
};

/** Where a row of the log has each dimension. */
export const ROW_COLUMNS = {
  key: sql`r.key_id`,
  gate: sql`r.gate_id`,
  model: sql`r.model_used`,
  provider: sql`r.provider`,
  endpoint: sql`r.endpoint`,
  status: sql`r.status`,
};

/** Reads a filter. A search for an id finds that request whenever it was. */
export function logConditions(
  ctx: Pick<Ctx, "accountId">,
  filter: LogFilter,
  hasCorrections: boolean,
): LogConditions {
  const { found, rest } = firstIndex(filter);
  const corrections = sql`from cost_corrections c where c.request_id = r.id and c.account_id = ${ctx.accountId}`;
  const cost = hasCorrections
    ? sql`coalesce((select coalesce(r.cost_nano_usd, 0) + sum(c.delta_nano_usd)::bigint ${corrections}), r.cost_nano_usd)`
    : sql`r.cost_nano_usd`;
  const isCorrected = hasCorrections ? sql`exists (select ${corrections})` : sql`false`;
  const fits = [
    ...dimensionConditions(ctx, rest, ROW_COLUMNS),
    ...rowConditions(rest),
    ...costConditions(rest, cost, isCorrected),
  ];
  return {
    ids: idsOf(filter),
    found: sql`r.account_id = ${ctx.accountId}${found}`,
    fits: fits.length === 0 ? null : sql.join(fits, sql` and `),
    cost,
    isSearch: isText(filter.search),
  };
}

/**
 * True when an account's costs were ever corrected; else nobody has to look for corrections row by row. For a filter that does not
 * ask for costs nobody has to know.
 */
export async function hasCorrections(
  ctx: Pick<Ctx, "db" | "accountId">,
  filter?: RowFilter,
): Promise<boolean> {
  if (filter !== undefined && !asksForCost(filter)) return false;
  const rows = await ctx.db.execute(
    sql`select from cost_bookings where account_id = ${ctx.accountId} limit 1`,
  );
  return rows.length > 0;
}

function asksForCost({ certainty, minCostNanoUsd, maxCostNanoUsd }: RowFilter): boolean {
  return [certainty, minCostNanoUsd, maxCostNanoUsd].some((value) => value !== null && value !== undefined);
}

/** The ids that a filter can mean. */
function idsOf({ from, to, search }: LogFilter): IdRange {
  return isId(search) ? onlyId(search) : idsWithin({ from, to });
}

function isId(search: string | null | undefined): search is string {
  return search !== null && search !== undefined && isUuid(search);
}

/** The part of a filter for which there is an index that leaves few rows, and what is left of the filter. */
function firstIndex(filter: LogFilter): { found: SQL; rest: LogFilter } {
  const key = theOnly(filter, "key");
  if (key !== null) return { found: sql` and r.key_id = ${key}::uuid`, rest: without(filter, "key") };
  const failed = sql` and r.error_code is not null`;
  const [code, another] = filter.error ?? [];
  if (code !== undefined && another === undefined) {
    return { found: sql`${failed} and r.error_code = ${code}`, rest: { ...filter, error: null } };
  }
  const gate = theOnly(filter, "gate");
  if (gate !== null) return { found: sql` and r.gate_id = ${gate}::uuid`, rest: without(filter, "gate") };
  if (
    filter.failed === true ||
    code !== undefined ||
    hasSome(filter.refusedBy) ||
    isText(filter.search) ||
    isOfErrors(filter.status)
  ) {
    return { found: failed, rest: filter.failed === true ? { ...filter, failed: null } : filter };
  }
  const model = theOnly(filter, "model");
  if (model !== null) return { found: sql` and r.model_used = ${model}`, rest: without(filter, "model") };
  return { found: sql``, rest: filter };
}

function hasSome(values: readonly unknown[] | null | undefined): boolean {
  return values !== null && values !== undefined && values.length > 0;
}

function isText(search: string | null | undefined): boolean {
  return typeof search === "string" && !isId(search);
}

/** A status of 400 and above always comes with an error. */
function isOfErrors(status: Choice | undefined): boolean {
  return (
    status !== undefined && status.in.length > 0 && status.in.every((value) => /^[45]/.test(value ?? ""))
  );
}

function theOnly(filter: LogFilter, dimension: Dimension): string | null {
  const included = filter[dimension]?.in ?? [];
  return included.length === 1 ? (included[0] ?? null) : null;
}

function without(filter: LogFilter, dimension: Dimension): LogFilter {
  return { ...filter, [dimension]: { in: [], notIn: filter[dimension]?.notIn ?? [] } };
}

function rowConditions(filter: RowFilter): SQL[] {
  const { error, refusedBy, failed, fallback, streamed, cached, test, search } = filter;
  const tokens = sql`(r.input_tokens + r.cached_input_tokens + r.cache_write_tokens + r.cache_write_1h_tokens
    + r.output_tokens + r.audio_input_tokens + r.audio_output_tokens)`;
  return [
    ...when(error, (codes) => sql`r.error_code in ${codes}`),
    ...when(refusedBy, (limits) => sql`r.refused_by in ${limits}`),
    ...when(failed, (is) => sql`(r.error_code is not null) = ${is}`),
    ...when(fallback, (is) => sql`r.fell_back = ${is}`),
    ...when(streamed, (is) => sql`r.streamed = ${is}`),
    ...when(cached, (is) => sql`(r.cached_input_tokens > 0) = ${is}`),
    ...when(test, (is) => sql`r.is_test = ${is}`),
    ...when(filter.ownProviderKey, (is) => sql`(r.own_provider_key is true) = ${is}`),
    ...when(filter.minLatencyMs, (ms) => sql`r.latency_ms >= ${ms}`),
    ...when(filter.maxLatencyMs, (ms) => sql`r.latency_ms <= ${ms}`),
    ...when(filter.minTokens, (count) => sql`${tokens} >= ${count}`),
    ...(isId(search) ? [] : when(search, textCondition)),
  ];
}

/** Looks for the text itself: none of its characters means another one. */
function textCondition(text: string): SQL {
  if (text.includes("\0") || !text.isWellFormed()) return sql`false`;
  return sql`(strpos(lower(r.error_message), lower(${text})) > 0 or strpos(r.error_code, lower(${text})) > 0)`;
}

function costConditions(filter: RowFilter, cost: SQL, isCorrected: SQL): SQL[] {
  const meanings: Record<Certainty, SQL> = {
    final: sql`(r.settlement = 'final' and not ${isCorrected})`,
    // As the sums count them: whatever was corrected later, tokens that were estimated stay so.
    estimated: sql`r.settlement = 'estimated'`,
    interrupted: sql`r.settlement = 'interrupted'`,
    unpriced: sql`${cost} is null`,
    corrected: isCorrected,
  };
  return [
    ...when(filter.certainty, (some) => {
      const any = sql.join(
        some.map((certainty) => meanings[certainty]),
        sql` or `,
      );
      return some.length === 0 ? sql`false` : sql`(${any})`;
    }),
    ...when(filter.minCostNanoUsd, (least) => sql`${cost} >= ${least.toString()}::bigint`),
    ...when(filter.maxCostNanoUsd, (most) => sql`${cost} <= ${most.toString()}::bigint`),
  ];
}

function when<T>(value: T | null | undefined, condition: (value: T) => SQL): SQL[] {
  return value === null || value === undefined ? [] : [condition(value)];
}

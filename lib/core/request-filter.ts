import type { RefusedBy } from "./rate-limits";

/**
 * What requests are told apart by, in charts and in the log alike. `tag` is a tag of the key that was used, as it is tagged now;
 * a key with two tags counts under both.
 */
export const DIMENSIONS = ["key", "gate", "model", "provider", "endpoint", "status", "tag"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Which values of a dimension are meant: one of `in` when it is not empty, and none of `notIn`. Null is a request without one. */
export type Choice = { in: Array<string | null>; notIn: Array<string | null> };

/**
 * What is absent narrows nothing. Keys and gates are named by id, models as the log has them, a status as the code (`429`) or as a
 * class (`4xx`).
 */
export type DimensionFilter = Partial<Record<Dimension, Choice>>;

/** How sure the tokens and the cost are; `corrected` was priced again later. */
export const CERTAINTIES = ["final", "estimated", "interrupted", "unpriced", "corrected"] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** What only the log can be asked for, besides the dimensions. What is absent or null narrows nothing. */
export type RowFilter = {
  /** Codes of errors. */
  error?: string[] | null | undefined;
  /** Limits that refused them. */
  refusedBy?: RefusedBy[] | null | undefined;
  certainty?: Certainty[] | null | undefined;
  /** True for requests that failed. */
  failed?: boolean | null | undefined;
  fallback?: boolean | null | undefined;
  streamed?: boolean | null | undefined;
  /** True for requests that read from a cache. */
  cached?: boolean | null | undefined;
  test?: boolean | null | undefined;
  /** True for requests with a provider key of the account, false for all others. */
  ownProviderKey?: boolean | null | undefined;
  /** At least this much, in nano-dollars. */
  minCostNanoUsd?: bigint | null | undefined;
  maxCostNanoUsd?: bigint | null | undefined;
  minLatencyMs?: number | null | undefined;
  maxLatencyMs?: number | null | undefined;
  /** At least this many tokens, in and out together. */
  minTokens?: number | null | undefined;
  /** A request's id, or a part of the text of its error. */
  search?: string | null | undefined;
};

export type RequestFilter = DimensionFilter & RowFilter;

const NONE = "none";
const MOST_VALUES = 100;
const LONGEST_VALUE = 300;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const FITS: Partial<Record<Dimension, RegExp>> = { key: UUID, gate: UUID, status: /^[1-5](\d\d|xx)$/ };

/**
 * A choice as an address or a query writes it: values separated by commas, `!` in front of one that is left out, `none` for no
 * value. Commas and percent signs within a value are percent-encoded.
 */
export function formatChoice({ in: included, notIn }: Choice): string {
  return [...included.map(formatValue), ...notIn.map((value) => `!${formatValue(value)}`)].join(",");
}

/** Reads what `formatChoice` writes. Null when it is none: an empty text, an id that is no id, too many values. */
export function parseChoice(dimension: Dimension, text: string): Choice | null {
  const parts = text.split(",");
  if (text === "" || parts.length > MOST_VALUES) return null;
  const choice: Choice = { in: [], notIn: [] };
  for (const part of parts) {
    const isOut = part.startsWith("!");
    const value = parseValue(isOut ? part.slice(1) : part);
    if (value === undefined) return null;
    if (value !== null && FITS[dimension]?.test(value) === false) return null;
    (isOut ? choice.notIn : choice.in).push(value);
  }
  return choice;
}

/** A choice of one value. */
export function only(value: string | null): Choice {
  return { in: [value], notIn: [] };
}

function formatValue(value: string | null): string {
  if (value === null) return NONE;
  const plain = value.replace(/[%,]/g, encodeURIComponent);
  return plain === NONE || plain.startsWith("!") ? `%${hex(plain)}${plain.slice(1)}` : plain;
}

function parseValue(text: string): string | null | undefined {
  if (text === NONE) return null;
  try {
    const value = decodeURIComponent(text);
    const fits =
      value !== "" && value.length <= LONGEST_VALUE && value.isWellFormed() && !/\p{Cc}/u.test(value);
    return fits ? value : undefined;
  } catch {
    return undefined;
  }
}

function hex(text: string): string {
  return text.charCodeAt(0).toString(16).toUpperCase();
}

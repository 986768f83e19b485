import { DIMENSION_WORDS, NONE_WORDS } from "@/lib/core/dimension-words";
import { formatCountExact, formatLatency, formatUsd } from "@/lib/core/format";
import { refusedByWords } from "@/lib/core/limit-words";
import { type Choice, DIMENSIONS, type Dimension, type RequestFilter } from "@/lib/core/request-filter";
import { CERTAINTY_WORDS } from "../list/cost-words";

/** Names of keys and gates that a filter names by id. */
export type NamesOf = Partial<Record<Dimension, ReadonlyMap<string, string>>>;

const MOST_NAMED = 2;

/** `4xx, 5xx and 2 more`, `not 429`; null for a filter that says nothing of it. */
export function choiceWords(
  dimension: Dimension,
  choice: Choice | undefined,
  names: NamesOf = {},
): string | null {
  if (choice === undefined) return null;
  const word = (value: string | null) =>
    value === null ? NONE_WORDS[dimension] : (names[dimension]?.get(value) ?? value);
  const included = listWords(choice.in.map(word));
  const left = listWords(choice.notIn.map(word));
  return [included, left === "" ? "" : `not ${left}`].filter((part) => part !== "").join(", ") || null;
}

export function listWords(words: readonly string[]): string {
  const named = words.slice(0, MOST_NAMED).join(", ");
  const more = words.length - MOST_NAMED;
  return more > 0 ? `${named} and ${formatCountExact(more)} more` : named;
}

/** `from $0.01 to $1.00`, `from 2.00 s`; null without either. */
export function betweenWords<T>(
  least: T | null | undefined,
  most: T | null | undefined,
  word: (value: T) => string,
): string | null {
  const parts = [
    least === null || least === undefined ? "" : `from ${word(least)}`,
    most === null || most === undefined ? "" : `to ${word(most)}`,
  ];
  return parts.filter((part) => part !== "").join(" ") || null;
}

export function yesNo(value: boolean | null | undefined): string | null {
  return value === null || value === undefined ? null : value ? "yes" : "no";
}

type RowPart = {
  label: string;
  fields: Array<keyof RequestFilter>;
  words: (filter: RequestFilter) => string | null;
};

/** What a filter can say besides the dimensions, in the order in which it is shown. */
export const ROW_PARTS = {
  error: { label: "Error kind", fields: ["error"], words: ({ error }) => (error ? listWords(error) : null) },
  refusedBy: {
    label: "Refused by",
    fields: ["refusedBy"],
    words: ({ refusedBy }) => (refusedBy ? listWords(refusedBy.map(refusedByWords)) : null),
  },
  certainty: {
    label: "Certainty",
    fields: ["certainty"],
    words: ({ certainty }) => (certainty ? listWords(certainty.map((one) => CERTAINTY_WORDS[one])) : null),
  },
  cost: {
    label: "Cost",
    fields: ["minCostNanoUsd", "maxCostNanoUsd"],
    words: (filter) => betweenWords(filter.minCostNanoUsd, filter.maxCostNanoUsd, (cost) => formatUsd(cost)),
  },
  latency: {
    label: "Latency",
    fields: ["minLatencyMs", "maxLatencyMs"],
    words: (filter) => betweenWords(filter.minLatencyMs, filter.maxLatencyMs, (ms) => formatLatency(ms)),
  },
  tokens: {
    label: "Tokens",
    fields: ["minTokens"],
    words: ({ minTokens }) => betweenWords(minTokens, null, (count) => formatCountExact(count)),
  },
  failed: { label: "Failed", fields: ["failed"], words: ({ failed }) => yesNo(failed) },
  fallback: { label: "Fallback used", fields: ["fallback"], words: ({ fallback }) => yesNo(fallback) },
  streamed: { label: "Streamed", fields: ["streamed"], words: ({ streamed }) => yesNo(streamed) },
  cached: { label: "Cached", fields: ["cached"], words: ({ cached }) => yesNo(cached) },
  ownProviderKey: {
    label: "Own provider key",
    fields: ["ownProviderKey"],
    words: ({ ownProviderKey }) => yesNo(ownProviderKey),
  },
  test: { label: "Test", fields: ["test"], words: ({ test }) => yesNo(test) },
} satisfies Record<string, RowPart>;

export type RowPartName = keyof typeof ROW_PARTS;

/** Everything that a filter says, a phrase for each part, for a page that has found nothing. */
export function filterPhrases(filter: RequestFilter, names: NamesOf): string[] {
  const chosen = DIMENSIONS.map((dimension) => ({
    label: DIMENSION_WORDS[dimension],
    words: choiceWords(dimension, filter[dimension], names),
  }));
  const parts: RowPart[] = Object.values(ROW_PARTS);
  const others = parts.map(({ label, words }) => ({ label, words: words(filter) }));
  const search = filter.search ? [`“${filter.search}” in the id or the error`] : [];
  return [...chosen, ...others]
    .flatMap(({ label, words }) => (words === null ? [] : [`${label}: ${words}`]))
    .concat(search);
}

import { NONE_WORDS } from "@/lib/core/dimension-words";
import { ERRORS } from "@/lib/core/errors";
import { refusedByWords } from "@/lib/core/limit-words";
import { LIMIT_SCOPES, RATE_LIMITS, type RefusedBy } from "@/lib/core/rate-limits";
import { CERTAINTIES, type Choice, type Dimension, type RequestFilter } from "@/lib/core/request-filter";
import { CERTAINTY_WORDS } from "../list/cost-words";
import type { NamesOf } from "./filter-words";
import type { Option } from "./options";

/** What is known, with the chosen values marked, and in front those that nobody offered. */
export function withChosen(
  dimension: Dimension,
  choice: Choice | undefined,
  names: NamesOf,
  known: readonly Option[],
): Option[] {
  const mark = (value: string | null): Pick<Option, "chosen"> => {
    if (choice?.in.includes(value)) return { chosen: "in" };
    return choice?.notIn.includes(value) ? { chosen: "out" } : {};
  };
  const offered = new Set(known.map(({ value }) => value));
  const others = [...(choice?.in ?? []), ...(choice?.notIn ?? [])]
    .filter((value) => !offered.has(value))
    .map((value) => ({
      value,
      label: value === null ? NONE_WORDS[dimension] : (names[dimension]?.get(value) ?? value),
    }));
  return [...others, ...known].map((option) => ({ ...option, ...mark(option.value) }));
}

/** Every code of an error, and codes that the address has from elsewhere. */
export function errorOptions({ error }: RequestFilter): Option[] {
  const known = Object.entries(ERRORS).map(([value, { title }]) => ({ value, label: `${title} (${value})` }));
  const others = (error ?? [])
    .filter((code) => !Object.hasOwn(ERRORS, code))
    .map((value) => ({ value, label: value }));
  return [...others, ...known].map((option) => ({
    ...option,
    ...(error?.includes(option.value) ? { chosen: "in" as const } : {}),
  }));
}

/** Every limit that a call can be refused by, and whose it is. */
export function refusedByOptions({ refusedBy }: RequestFilter): Option[] {
  const all = RATE_LIMITS.flatMap((limit) => LIMIT_SCOPES.map((scope): RefusedBy => `${limit}:${scope}`));
  return all.map((value) => ({
    value,
    label: refusedByWords(value),
    ...(refusedBy?.includes(value) ? { chosen: "in" as const } : {}),
  }));
}

/** How sure a cost can be. */
export function certaintyOptions({ certainty }: RequestFilter): Option[] {
  return CERTAINTIES.map((value) => ({
    value,
    label: CERTAINTY_WORDS[value],
    ...(certainty?.includes(value) ? { chosen: "in" as const } : {}),
  }));
}

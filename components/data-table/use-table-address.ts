"use client";

import { debounce, parseAsInteger, parseAsString, useQueryStates } from "nuqs";
import { useTransition } from "react";

const TYPING_MS = 250;

const PARAMETERS = {
  q: parseAsString.withDefault(""),
  sort: parseAsString,
  dir: parseAsString,
  cursor: parseAsString,
  limit: parseAsInteger,
};

/**
 * The table's state, which lives in the address (`q`, `sort`, `dir`, `cursor`, `limit`) and nowhere else. Every change
 * but a turn of the page goes back to the first page. `pending` is true until the server's rows are there.
 */
export function useTableAddress() {
  const [pending, startTransition] = useTransition();
  const [address, setAddress] = useQueryStates(PARAMETERS, { shallow: false, startTransition });
  return {
    pending,
    /** The order that was asked for last, unchecked: the server may know better. */
    asked: { sort: address.sort, direction: address.dir },
    /** What is typed, at once; the server follows after a pause. */
    search: address.q,
    setSearch: (q: string) =>
      void setAddress(
        { q: q || null, cursor: null },
        q === "" ? {} : { limitUrlUpdates: debounce(TYPING_MS) },
      ),
    setSort: (sort: string, dir: "asc" | "desc") =>
      void setAddress({ sort, dir, cursor: null }, { history: "push" }),
    setLimit: (limit: number) => void setAddress({ limit, cursor: null }, { history: "push" }),
    turnTo: (cursor: string | null) => void setAddress({ cursor }, { history: "push", scroll: true }),
  };
}

export type TableAddress = ReturnType<typeof useTableAddress>;

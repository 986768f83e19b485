"use client";

import { parseAsString, useQueryStates } from "nuqs";
import { useTransition } from "react";
import { DEFECT_WORDS } from "@/lib/core/defect-words";
import { keyFilterParams, keysSearchParams } from "../search-params";
import { SCOPE_WORDS, STATE_WORDS } from "./filter-words";

const PARAMETERS = { ...keyFilterParams, q: keysSearchParams.q, cursor: parseAsString };
const NONE = { status: null, health: null, tag: null, owner: null, scope: null, expires: null };

type Changes = Partial<{ [Name in keyof typeof keyFilterParams]: string | null }>;

/** What narrows the list, which lives in the address; every change goes back to the first page. */
export function useKeyFilters() {
  const [pending, startTransition] = useTransition();
  const [address, setAddress] = useQueryStates(PARAMETERS, {
    shallow: false,
    history: "push",
    startTransition,
  });
  const { q: search, cursor: _cursor, owner, expires, ...rest } = address;
  const set = (changes: Changes) => void setAddress({ ...(changes as typeof NONE), cursor: null });
  const said = [
    address.status && STATE_WORDS[address.status],
    address.health && DEFECT_WORDS[address.health].label,
    address.tag && `tag “${address.tag}”`,
    address.owner && "the chosen maker",
    address.scope && SCOPE_WORDS[address.scope],
    address.expires && (address.expires === "yes" ? "has an expiry" : "has no expiry"),
  ].filter((words) => typeof words === "string");
  return {
    pending,
    address,
    set,
    clear: () => set(NONE),
    /** In words, none when nothing narrows the list. */
    said,
    /** As the server takes it. */
    filter: { ...rest, search, createdBy: owner, expires: expires === null ? null : expires === "yes" },
  };
}

import { createLoader, createParser, parseAsString, parseAsStringLiteral } from "nuqs/server";

export const GATE_SORTS = ["name", "requests", "cost", "updated"] as const;
export const GATE_TABS = ["basics", "models", "parameters", "prompt", "spending", "history"] as const;
const LONGEST_SEARCH = 100;

const parseAsSearch = createParser({
  parse: (text) => text.replaceAll("\u0000", "").slice(0, LONGEST_SEARCH),
  serialize: (text: string) => text,
});

const parseAsPage = createParser({
  parse: (text) => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : null),
  serialize: (page: number) => String(page),
});

/** Everything the list shows is in its address; a value that is not known reads as the default. */
const gatesSearchParams = {
  q: parseAsSearch.withDefault(""),
  sort: parseAsStringLiteral(GATE_SORTS).withDefault("updated"),
  dir: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  /** Number of the page, from 1. An account has tens of gates, so pages are cut from the whole list. */
  cursor: parseAsPage.withDefault(1),
  limit: parseAsStringLiteral(["25", "50", "100"]).withDefault("25"),
};

/** Where in the editor somebody is; `starter` fills a new gate. */
export const editorSearchParams = {
  tab: parseAsStringLiteral(GATE_TABS).withDefault("basics"),
  starter: parseAsString,
};

export const loadGatesSearchParams = createLoader(gatesSearchParams);
export const loadEditorSearchParams = createLoader(editorSearchParams);

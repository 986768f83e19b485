import {
  createLoader,
  createParser,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { KEY_DEFECTS, KEY_SCOPES, KEY_STATES, type KeyFilter } from "@/lib/core/key-filter";

const KEY_SORTS = ["lastUsed", "name", "created", "requests", "cost"] as const;
const PAGE_SIZES = [25, 50, 100] as const;
const LONGEST_SEARCH = 100;

/** What was typed, without the character that Postgres cannot hold and without a tail nobody can mean. */
const parseAsSearch = createParser({
  parse: (text) => text.replaceAll("\u0000", "").slice(0, LONGEST_SEARCH),
  serialize: (text: string) => text,
});

/** `?new=1` opens the create dialog. */
const parseAsFlag = createParser<boolean>({
  parse: (text) => (text === "1" || text === "true" ? true : null),
  serialize: () => "1",
});

/** A tag or an id, to the letter. */
const parseAsWord = createParser({
  parse: (text) => (text === "" || text.length > LONGEST_SEARCH || text.includes("\u0000") ? null : text),
  serialize: (text: string) => text,
});

/** What narrows the list besides the search. */
export const keyFilterParams = {
  status: parseAsStringLiteral(KEY_STATES),
  health: parseAsStringLiteral(KEY_DEFECTS),
  tag: parseAsWord,
  owner: parseAsWord,
  scope: parseAsStringLiteral(KEY_SCOPES),
  expires: parseAsStringLiteral(["yes", "no"]),
};

/** Everything the list shows is in its address; a value that is not known reads as the default. */
export const keysSearchParams = {
  q: parseAsSearch.withDefault(""),
  ...keyFilterParams,
  sort: parseAsStringLiteral(KEY_SORTS).withDefault("lastUsed"),
  dir: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  cursor: parseAsString,
  limit: parseAsNumberLiteral(PAGE_SIZES).withDefault(25),
  new: parseAsFlag.withDefault(false),
};

export const loadKeysSearchParams = createLoader(keysSearchParams);

type Narrowed = Pick<Awaited<ReturnType<typeof loadKeysSearchParams>>, "q" | keyof typeof keyFilterParams>;

/** What the address narrows the list to, as the rooms take it. */
export function keyFilterOf({
  q: search,
  owner: createdBy,
  expires,
  status,
  health,
  tag,
  scope,
}: Narrowed): KeyFilter {
  return {
    search,
    createdBy,
    status,
    health,
    tag,
    scope,
    expires: expires === null ? null : expires === "yes",
  };
}

type Raw = Record<string, string | string[] | undefined>;

/** Filters of an address that say nothing known: they are left out, and the page says so. */
export function unknownFilters(raw: Raw): string[] {
  return Object.entries(keyFilterParams).flatMap(([name, parser]) => {
    const given = raw[name];
    const [text] = Array.isArray(given) ? given : [given];
    return text === undefined || parser.parse(text) !== null ? [] : [name];
  });
}

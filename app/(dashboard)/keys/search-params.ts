import {
  createLoader,
  createParser,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";

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

/** Everything the list shows is in its address; a value that is not known reads as the default. */
export const keysSearchParams = {
  q: parseAsSearch.withDefault(""),
  sort: parseAsStringLiteral(KEY_SORTS).withDefault("lastUsed"),
  dir: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  cursor: parseAsString,
  limit: parseAsNumberLiteral(PAGE_SIZES).withDefault(25),
  new: parseAsFlag.withDefault(false),
};

export const loadKeysSearchParams = createLoader(keysSearchParams);

import { createLoader, createParser, parseAsString } from "nuqs/server";

const parseAsWords = createParser({
  parse: (text) => (text.length <= 200 && text.isWellFormed() && !/\p{Cc}/u.test(text) ? text : null),
  serialize: (text: string) => text,
});

/** Which part of the list an address shows. */
export const loadListSearchParams = createLoader({
  q: parseAsWords.withDefault(""),
  provider: parseAsWords.withDefault(""),
  after: parseAsWords,
});

export type ListView = Awaited<ReturnType<typeof loadListSearchParams>>;

/** Whose prices are to be carried back, and which bookings are shown. */
export const loadCorrectSearchParams = createLoader({
  price: parseAsString,
  provider: parseAsWords,
  model: parseAsWords,
});

export const loadBookingsSearchParams = createLoader({ before: parseAsString });

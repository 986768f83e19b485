import { createLoader, parseAsString } from "nuqs/server";

/** `limit` is the id of the limit whose period is shown day by day; one that is not known reads as none. */
export const loadSpendingSearchParams = createLoader({ limit: parseAsString });

import { createLoader, createParser } from "nuqs/server";

/** A moment that has passed; anything else reads as the suggested one. A time without a zone, as a form sends it, is UTC. */
const parseAsPast = createParser<Date>({
  parse(text) {
    const zoned = /(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`;
    const moment = new Date(zoned);
    return moment.getTime() >= 0 && moment.getTime() <= Date.now() ? moment : null;
  },
  serialize: (moment) => moment.toISOString(),
});

/** Since when the page looks. */
export const loadLeakSearchParams = createLoader({ since: parseAsPast });

import { createLoader, createParser, parseAsStringLiteral } from "nuqs/server";
import { isZoneName } from "@/lib/core/time-choice";

/** The spans that are offered here. */
export const KEY_RANGES = ["24h", "7d", "30d", "90d", "custom"] as const;

/** A calendar day as the date field writes it; impossible days are ignored. */
const parseAsDay = createParser({
  parse: (text) => {
    const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
    if (moment === undefined || Number.isNaN(moment.getTime())) return null;
    return moment.toISOString().startsWith(text) ? text : null;
  },
  serialize: (day: string) => day,
});

const parseAsZone = createParser({
  parse: (text) => (isZoneName(text) ? text : null),
  serialize: (zone: string) => zone,
});

/** What a key's page shows: the span, the zone its days are cut in, and what the chart draws. */
export const keySearchParams = {
  range: parseAsStringLiteral(KEY_RANGES).withDefault("30d"),
  from: parseAsDay,
  to: parseAsDay,
  zone: parseAsZone,
  metric: parseAsStringLiteral(["cost", "requests", "tokens"]).withDefault("cost"),
};

export const loadKeySearchParams = createLoader(keySearchParams);

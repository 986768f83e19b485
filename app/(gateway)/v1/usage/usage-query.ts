import { z } from "zod";
import { DIMENSIONS, type Dimension, type DimensionFilter, parseChoice } from "@/lib/core/request-filter";
import {
  chosenRange,
  GRAINS,
  grainFor,
  isTimeEnd,
  isZoneName,
  RANGES,
  spanBetween,
} from "@/lib/core/time-choice";
import { type ExploreQuery, USAGE_METRICS } from "@/lib/usage/explore/contract";

const NAMED_RANGES = RANGES.filter((name) => name !== "custom");

/** A dimension's values as addresses write them: `a,b`, `!a`, `none`. */
function choice(dimension: Dimension, what: string) {
  return z
    .string()
    .transform((text, check) => {
      const parsed = parseChoice(dimension, text);
      if (parsed !== null) return parsed;
      check.addIssue({
        code: "custom",
        message: `${dimension}: use ${what}, several with commas, with ! in front to leave one out, or none.`,
      });
      return z.NEVER;
    })
    .optional()
    .meta({
      description: `Only requests with ${what}. Several with commas, \`!\` in front leaves one out, \`none\` is for none.`,
    });
}

const end = (name: string) =>
  z
    .string()
    .refine(isTimeEnd, {
      error: `${name}: use a day such as 2026-11-24 or a moment such as 2026-11-24T09:30:00Z.`,
    })
    .optional();

const oneOf = <const T extends readonly [string, ...string[]]>(name: string, values: T) =>
  z.enum(values, { error: `${name}: use one of ${values.join(", ")}.` });

/** What `GET /v1/usage` takes: the names of the addresses of the dashboard's usage page. */
export const usageQuery = z
  .strictObject({
    metric: oneOf("metric", USAGE_METRICS).default("spend").meta({
      description: "What series are put in order by. Percentiles of times are told for these only.",
    }),
    group: oneOf("group", DIMENSIONS).optional(),
    subgroup: oneOf("subgroup", DIMENSIONS).optional().meta({ description: "Told apart within each group." }),
    grain: oneOf("grain", GRAINS)
      .optional()
      .meta({ description: "How long the bars are; `none` is one sum. What suits the span unless given." }),
    top: z.coerce
      .number({ error: "top: use a whole number from 1 to 50." })
      .int({ error: "top: use a whole number from 1 to 50." })
      .min(1, { error: "top: use a whole number from 1 to 50." })
      .max(50, { error: "top: use a whole number from 1 to 50." })
      .default(10)
      .meta({ description: "How many series; the others are one more." }),
    zone: z
      .string()
      .refine(isZoneName, { error: "zone: use an IANA name such as Asia/Tokyo." })
      .default("UTC")
      .meta({ description: "The zone in which days, weeks (from Monday) and months are cut." }),
    range: oneOf("range", NAMED_RANGES as [(typeof NAMED_RANGES)[number], ...typeof NAMED_RANGES])
      .optional()
      .meta({ description: "A span that ends now. 30d unless `from` and `to` are given." }),
    from: end("from").meta({ description: "A calendar day of the zone or a moment (ISO 8601)." }),
    to: end("to").meta({ description: "Likewise; a day belongs to the span, a moment is its end." }),
    key: choice("key", "ids of keys"),
    gate: choice("gate", "ids of gates"),
    model: choice("model", "models"),
    provider: choice("provider", "providers"),
    endpoint: choice("endpoint", "endpoints such as chat/completions"),
    status: choice("status", "statuses such as 429 or 4xx"),
    tag: choice("tag", "tags of keys"),
  })
  .superRefine(({ from, to, range }, check) => {
    const fault = (param: string, message: string) =>
      check.addIssue({ code: "custom", path: [param], message });
    if (from === undefined && to !== undefined) fault("from", "from: give it together with to.");
    if (to === undefined && from !== undefined) fault("to", "to: give it together with from.");
    if (from !== undefined && range !== undefined) fault("range", "range: give it or from and to.");
  });

/** The same as a query of the room. */
export function toExploreQuery(asked: z.output<typeof usageQuery>, now: Date): ExploreQuery {
  const { metric, group, subgroup, top, zone } = asked;
  const filter: DimensionFilter = {};
  for (const dimension of DIMENSIONS)
    if (asked[dimension] !== undefined) filter[dimension] = asked[dimension];
  const span =
    asked.from !== undefined && asked.to !== undefined
      ? spanBetween(asked.from, asked.to, zone)
      : chosenRange({ range: asked.range ?? "30d", from: null, to: null }, zone, now);
  const { from, to } = span;
  return { from, to, zone, grain: asked.grain ?? grainFor(from, to), metric, group, subgroup, filter, top };
}

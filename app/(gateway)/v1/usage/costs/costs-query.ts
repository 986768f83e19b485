import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { type DimensionFilter, parseChoice } from "@/lib/core/request-filter";
import { DAY_MS } from "@/lib/core/time";
import type { CostGroup } from "@/lib/usage/explore/usage-costs";
import { COST_GROUPS } from "./wire";

const LIMIT = "limit: use a whole number from 1 to 180.";
const MOST_GROUPS = 2;
const NAMES = Object.keys(COST_GROUPS) as Array<keyof typeof COST_GROUPS>;
const GROUPS = `group_by: use one or two of ${NAMES.join(", ")}, separated by a comma.`;

const seconds = (name: string) =>
  z
    .string()
    .regex(/^\d{1,11}$/, { error: `${name}: use Unix seconds.` })
    .transform((text) => Number(text) * 1_000);

const ids = (name: string, dimension: "key" | "gate", what: string) =>
  z
    .string()
    .transform((text, check) => {
      const choice = parseChoice(dimension, text);
      if (choice !== null && choice.notIn.length === 0) return choice;
      check.addIssue({ code: "custom", message: `${name}: use ids of ${what}, separated by commas.` });
      return z.NEVER;
    })
    .optional()
    .meta({ description: `Only these ${what}, separated by commas.` });

/** What `GET /v1/usage/costs` takes: the names of OpenAI's costs API. */
export const costsQuery = z.strictObject({
  start_time: seconds("start_time").optional().meta({
    description:
      "Unix seconds; the UTC day that it is in is the first one. As many days before the end as `limit` says unless given.",
  }),
  end_time: seconds("end_time").optional().meta({
    description: "Unix seconds, not included; now unless given. The UTC day that it is in is counted whole.",
  }),
  bucket_width: z.literal("1d", { error: "bucket_width: only 1d is known." }).default("1d"),
  group_by: z
    .string()
    .transform((text, check): CostGroup[] => {
      const named = text.split(",").map((name) => NAMES.find((known) => known === name));
      const groups = named.flatMap((name) => (name === undefined ? [] : [COST_GROUPS[name]]));
      const isFine =
        groups.length === named.length &&
        groups.length <= MOST_GROUPS &&
        new Set(groups).size === groups.length;
      if (!isFine) check.addIssue({ code: "custom", message: GROUPS });
      return groups;
    })
    .optional()
    .meta({
      description:
        "`api_key_id` is the key, `project_id` the gate, `line_item` the model; two of them with a comma.",
    }),
  api_key_ids: ids("api_key_ids", "key", "keys"),
  project_ids: ids("project_ids", "gate", "gates"),
  limit: z.coerce
    .number({ error: LIMIT })
    .int({ error: LIMIT })
    .min(1, { error: LIMIT })
    .max(180, { error: LIMIT })
    .default(7)
    .meta({ description: "How many days are answered at most." }),
  page: z
    .string()
    .regex(/^page_\d{1,11}$/, { error: "page: use the next_page of the answer before." })
    .optional()
    .meta({ description: "The next_page of the answer before." }),
});

/** The days of a page, and the page after it. Throws `invalid_field` for a span that ends before it begins. */
export function costsPage(
  { start_time, end_time, group_by = [], api_key_ids, project_ids, limit, page }: z.output<typeof costsQuery>,
  now: Date,
): { from: Date; days: number; groups: CostGroup[]; filter: DimensionFilter; nextPage: string | null } {
  const end = Math.ceil((end_time ?? now.getTime()) / DAY_MS) * DAY_MS;
  const first = start_time === undefined ? end - limit * DAY_MS : Math.floor(start_time / DAY_MS) * DAY_MS;
  if (end_time !== undefined && start_time !== undefined && end_time < start_time) {
    throw new AppError("invalid_field", "The time span ends before it begins.", { param: "end_time" });
  }
  const from = page === undefined ? first : Number(page.slice("page_".length)) * 1_000;
  if (from < first || from % DAY_MS !== 0) {
    throw new AppError("invalid_field", "page: use the next_page of the answer before.", { param: "page" });
  }
  const days = Math.min(limit, Math.max(0, (end - from) / DAY_MS));
  const next = from + days * DAY_MS;
  return {
    from: new Date(from),
    days,
    groups: group_by,
    filter: {
      ...(api_key_ids === undefined ? {} : { key: api_key_ids }),
      ...(project_ids === undefined ? {} : { gate: project_ids }),
    },
    nextPage: next < end ? `page_${next / 1_000}` : null,
  };
}

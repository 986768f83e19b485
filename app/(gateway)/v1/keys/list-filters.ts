import { z } from "zod";
import { KEY_DEFECTS, KEY_SCOPES, KEY_STATES, type KeyFilter } from "@/lib/core/key-filter";

const named = (values: readonly string[]) => values.map((value) => `\`${value}\``).join(", ");

/** What narrows a list of keys, as the query of its address. */
export const listFilters = {
  search: z.string().max(100, { error: "search: use at most 100 characters." }).optional().meta({
    description:
      "Part of the name, the beginning of the prefix, or the last four characters. Never a whole key.",
  }),
  status: z
    .enum(KEY_STATES, { error: `status: use one of ${named(KEY_STATES)}.` })
    .optional()
    .meta({
      description:
        "`active` keys can be called with now; `expiring` ones expire within 7 days, `idle` ones were not used for 90; " +
        "`deleted` are those of the last 30 days.",
    }),
  health: z
    .enum(KEY_DEFECTS, { error: `health: use one of ${named(KEY_DEFECTS)}.` })
    .optional()
    .meta({ description: "Keys with this defect." }),
  tag: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: "Keys with this tag, in exactly these letters." }),
  createdBy: z.uuid().optional().meta({ description: "Id of the person or the key that made them." }),
  scope: z
    .enum(KEY_SCOPES, { error: `scope: use one of ${named(KEY_SCOPES)}.` })
    .optional()
    .meta({ description: "What the keys may touch; `full` ones have no access level set." }),
  expires: z
    .enum(["true", "false"], { error: 'expires: use "true" or "false".' })
    .optional()
    .meta({ description: "Whether a time is set at which they expire." }),
};

type Query = { [name in keyof typeof listFilters]?: string | undefined };

export function keyFilterOf(
  query: Omit<KeyFilter, "search" | "expires" | "ids"> & {
    search?: string | undefined;
    expires?: string | undefined;
  },
): KeyFilter {
  const { search = "", status, health, tag, createdBy, scope, expires } = query;
  return {
    search,
    status,
    health,
    tag,
    createdBy,
    scope,
    expires: expires === undefined ? undefined : expires === "true",
  };
}

/** The filters of an address, for the address of the next page. */
export function filterText(query: Query): Record<string, string> {
  const names = Object.keys(listFilters) as Array<keyof typeof listFilters>;
  return Object.fromEntries(
    names.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]]])),
  );
}

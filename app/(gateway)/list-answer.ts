import { z } from "zod";

/** What every new list takes: how many, and after which. */
export const listQueryFields = {
  limit: z.coerce
    .number({ error: "limit: use a whole number from 1 to 100." })
    .int({ error: "limit: use a whole number from 1 to 100." })
    .min(1, { error: "limit: use a whole number from 1 to 100." })
    .max(100, { error: "limit: use a whole number from 1 to 100." })
    .default(20)
    .meta({ description: "How many are answered at most." }),
  after: z
    .uuid({ error: "after: use the last_id of the answer before." })
    .optional()
    .meta({ description: "The last_id of the answer before." }),
};

/** A list in the shape that OpenAI's clients page through. */
export function wireList<S extends z.ZodType>(item: S) {
  return z.object({
    object: z.literal("list"),
    data: z.array(item),
    first_id: z.string().nullable(),
    last_id: z.string().nullable(),
    has_more: z.boolean(),
  });
}

export function listOnWire<T extends { id: string }>(data: T[], hasMore: boolean) {
  return {
    object: "list" as const,
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: hasMore,
  };
}

import { z } from "zod";

/** A thing that can be named in `model`: a gate or a model. */
export type Named = { id: string; displayName: string; createdAt: number | null; owner: string };

const openAiModel = z
  .object({
    id: z.string(),
    object: z.literal("model"),
    created: z.int().meta({ description: "Unix seconds; 0 when not known." }),
    owned_by: z.string().meta({ description: "`layer` for a gate, else the provider." }),
  })
  .meta({ id: "Model" });

/** docs.anthropic.com/en/api/models-list; a moment that nobody knows is the epoch there too. */
const anthropicModel = z
  .object({
    type: z.literal("model"),
    id: z.string(),
    display_name: z.string(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: "AnthropicModel" });

/** A model in the shape of the client that asks. */
export const wireModel = z.union([openAiModel, anthropicModel]);

/** The list in the shape of the client that asks. */
export const wireModelList = z.union([
  z.object({ object: z.literal("list"), data: z.array(openAiModel) }),
  z.object({
    data: z.array(anthropicModel),
    has_more: z.literal(false),
    first_id: z.string().nullable(),
    last_id: z.string().nullable(),
  }),
]);

/** What tells Anthropic's clients from all others: they send it with every request. */
export const clientHeaders = z.object({
  "anthropic-version": z
    .string()
    .optional()
    .meta({ description: "When it is sent, the answer has Anthropic's shape instead of OpenAI's." }),
});

type ClientHeaders = z.output<typeof clientHeaders>;

export function modelOnWire(named: Named, headers: ClientHeaders): z.input<typeof wireModel> {
  return headers["anthropic-version"] === undefined ? forOpenAi(named) : forAnthropic(named);
}

export function modelListOnWire(
  all: readonly Named[],
  headers: ClientHeaders,
): z.input<typeof wireModelList> {
  if (headers["anthropic-version"] === undefined) return { object: "list", data: all.map(forOpenAi) };
  return {
    data: all.map(forAnthropic),
    has_more: false,
    first_id: all[0]?.id ?? null,
    last_id: all.at(-1)?.id ?? null,
  };
}

function forOpenAi({ id, createdAt, owner }: Named): z.input<typeof openAiModel> {
  return { id, object: "model", created: createdAt ?? 0, owned_by: owner };
}

function forAnthropic({ id, displayName, createdAt }: Named): z.input<typeof anthropicModel> {
  return {
    type: "model",
    id,
    display_name: displayName,
    created_at: new Date((createdAt ?? 0) * 1_000).toISOString(),
  };
}

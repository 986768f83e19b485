import { z } from "zod";
import { availableModels } from "@/lib/models/available-models";
import { listCatalogue } from "@/lib/models/catalogue";
import { type CatalogueModel, MODEL_TASKS } from "@/lib/models/contract";
import { PRICE_SOURCE } from "@/lib/prices/price-book";
import { platformDirectory } from "@/lib/providers/platform";
import { defineEndpoint } from "@/lib/transport/define-endpoint";

const PICO_USD = 1_000_000;

const entry = z
  .object({
    type: z.enum(MODEL_TASKS).optional().meta({ description: "Left out when its name does not tell." }),
    provider: z.string(),
    displayName: z.string(),
    description: z.string().optional(),
    pricing: z.object({ input: z.number().optional(), output: z.number().optional() }).optional().meta({
      description: "List price in USD per 1M tokens; left out when none is known, never 0 for that.",
    }),
    contextLength: z.int().optional(),
    deprecated: z.boolean().optional(),
    isAvailable: z.boolean().meta({ description: "True when this instance can reach the model." }),
  })
  .meta({ id: "RegistryModel" });

const registryEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/registry",
  operationId: "getRegistry",
  tag: "Models and prices",
  summary: "The models that this instance knows",
  description:
    "Models by id, with what is known of each. It holds nothing of any account: what an account pays is in `GET /v1/prices`. " +
    "No key is needed.",
  auth: false,
  resource: null,
  responses: {
    200: {
      description: "The registry.",
      schema: z.object({
        version: z.string(),
        generatedAt: z.iso.datetime(),
        models: z.record(z.string(), entry),
        metadata: z.object({ totalModels: z.int(), lastSync: z.iso.datetime() }),
      }),
      example: {
        version: "genai-prices@0.1.8",
        generatedAt: "2026-11-24T09:00:00.000Z",
        models: {
          "gpt-4o-mini": {
            type: "chat",
            provider: "openai",
            displayName: "gpt 4o mini",
            pricing: { input: 0.15, output: 0.6 },
            contextLength: 128_000,
            isAvailable: true,
          },
        },
        metadata: { totalModels: 1, lastSync: "2026-11-24T09:00:00.000Z" },
      },
    },
  },
  errors: [],
  async run() {
    const catalogue = await listCatalogue(platformDirectory());
    const available = new Set(availableModels(catalogue));
    const generatedAt = new Date().toISOString();
    const models = Object.fromEntries(
      catalogue.map((model) => [model.id, entryOf(model, available.has(model))]),
    );
    const metadata = { totalModels: catalogue.length, lastSync: generatedAt };
    return {
      status: 200,
      body: { version: PRICE_SOURCE, generatedAt, models, metadata },
      headers: { "cache-control": "public, max-age=300" },
    };
  },
});

function entryOf(model: CatalogueModel, isAvailable: boolean): z.input<typeof entry> {
  return {
    ...(model.taskType === null ? {} : { type: model.taskType }),
    provider: model.provider,
    displayName: model.displayName,
    ...(model.description === null ? {} : { description: model.description }),
    ...pricingOf(model),
    ...(model.contextWindow === null ? {} : { contextLength: model.contextWindow }),
    ...(model.deprecated ? { deprecated: true } : {}),
    isAvailable,
  };
}

/** The rates of an ordinary request, as numbers: this shape has no room for tiers, classes and exact text. */
function pricingOf({ price }: CatalogueModel): Pick<z.input<typeof entry>, "pricing"> {
  const tier = price?.tiers[0];
  if (tier === undefined) return {};
  const rates = [
    ["input", tier.input],
    ["output", tier.output],
  ] as const;
  const known = rates.flatMap(([name, rate]) => (rate === null ? [] : [[name, Number(rate) / PICO_USD]]));
  return { pricing: Object.fromEntries(known) };
}

export const registryEndpoints = [registryEndpoint];
export const operations = registryEndpoints.map(({ operation }) => operation);

import { z } from "zod";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { unpricedModels } from "@/lib/corrections/unpriced-models";
import { defineEndpoint } from "@/lib/transport/define-endpoint";

const wireUnpriced = z
  .object({
    provider: z.string(),
    model: z.string().meta({ description: "The provider's own name of it, as a price names it." }),
    requests: z.int(),
    unpriced: z.int().meta({ description: "Those of them whose cost is not known." }),
    lastCallAt: z.iso.datetime().nullable(),
    priceVersion: z.string().nullable().meta({
      description: "The price that the model has by now, which can be booked; null when it has none.",
    }),
  })
  .meta({ id: "UnpricedModel" });

const unpricedEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/prices/unpriced",
  operationId: "listUnpricedModels",
  tag: "Models and prices",
  summary: "Models called without a known cost",
  description:
    "The models of which requests of the last days have no known cost, those without a price first.",
  auth: true,
  resource: "prices",
  query: z.strictObject({
    days: z.coerce
      .number({ error: "days: use a whole number from 1 to 366." })
      .int({ error: "days: use a whole number from 1 to 366." })
      .min(1, { error: "days: use a whole number from 1 to 366." })
      .max(366, { error: "days: use a whole number from 1 to 366." })
      .default(30),
  }),
  responses: {
    200: {
      description: "The models.",
      schema: z.object({ object: z.literal("list"), data: z.array(wireUnpriced) }),
      example: {
        object: "list",
        data: [
          {
            provider: "ollama",
            model: "llama3.2",
            requests: 412,
            unpriced: 412,
            lastCallAt: "2026-11-24T09:27:00.000Z",
            priceVersion: null,
          },
        ],
      },
    },
  },
  errors: [],
  async run(ctx, { query: { days } }) {
    const to = new Date(Math.ceil(ctx.clock.now().getTime() / HOUR_MS) * HOUR_MS);
    const models = await unpricedModels(ctx, { from: new Date(to.getTime() - days * DAY_MS), to });
    const data = models.map(({ spellings: _spellings, lastCallAt, ...model }) => ({
      ...model,
      lastCallAt: lastCallAt?.toISOString() ?? null,
    }));
    return { status: 200, body: { object: "list", data } };
  },
});

/** Endpoints of `/v1/prices/unpriced`. */
export const unpricedEndpoints = [unpricedEndpoint];
export const operations = unpricedEndpoints.map(({ operation }) => operation);

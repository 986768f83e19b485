import { z } from "zod";
import { listCatalogue } from "@/lib/models/catalogue";
import { searchModels } from "@/lib/models/search-models";
import { overridesOf } from "@/lib/prices/account-prices";
import { listPrices } from "@/lib/prices/queries";
import { accountDirectory } from "@/lib/provider-keys/account-directory";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { listOnWire, listQueryFields, wireList } from "../../../list-answer";
import { exampleModelPrice, modelPriceOnWire, wireModelPrice } from "../wire";

const listEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/prices/list",
  operationId: "searchPrices",
  tag: "Models and prices",
  summary: "Search what models cost",
  description:
    "What a request that starts now is priced with, model by model: the account's own price or the list's. A page at a time, " +
    "those called by a name with the words in it.",
  auth: true,
  resource: "prices",
  query: z.strictObject({
    limit: listQueryFields.limit,
    after: z.string().max(300).optional().meta({ description: "The last_id of the answer before." }),
    provider: z.string().max(100).optional().meta({ description: "Only models of this provider." }),
    q: z
      .string()
      .max(200)
      .optional()
      .meta({ description: "A part of the name of the model, in either case." }),
    unpriced: z
      .enum(["true", "false"], { error: "unpriced: use true or false." })
      .optional()
      .meta({ description: "`true` for models whose price is not known, `false` for the others." }),
  }),
  responses: {
    200: {
      description: "The prices.",
      schema: wireList(wireModelPrice),
      example: listOnWire([exampleModelPrice], false),
    },
  },
  errors: [],
  async run(ctx, { query: { limit, after, unpriced, ...search } }) {
    const [directory, own] = await Promise.all([accountDirectory(ctx.admission), listPrices(ctx)]);
    const catalogue = await listCatalogue(directory, overridesOf(own), ctx.clock.now());
    const isPriced = unpriced === undefined ? null : unpriced === "false";
    const { models, hasMore } = searchModels(catalogue, { ...search, isPriced, after: after ?? null, limit });
    return { status: 200, body: listOnWire(models.map(modelPriceOnWire), hasMore) };
  },
});

/** Endpoints of `/v1/prices/list`. */
export const priceListEndpoints = [listEndpoint];
export const operations = priceListEndpoints.map(({ operation }) => operation);

import { z } from "zod";
import type { PriceId } from "@/lib/core/ids";
import { listCatalogue } from "@/lib/models/catalogue";
import { overridesOf } from "@/lib/prices/account-prices";
import { newPrice } from "@/lib/prices/contract";
import { deletePrice } from "@/lib/prices/delete-price";
import { overrideStatus } from "@/lib/prices/override-status";
import { listPrices } from "@/lib/prices/queries";
import { setPrice } from "@/lib/prices/set-price";
import { accountDirectory } from "@/lib/provider-keys/account-directory";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import {
  exampleModelPrice,
  exampleOverride,
  modelPriceOnWire,
  overrideOnWire,
  wireModelPrice,
  wireOverride,
} from "./wire";

const tag = "Models and prices";

const listPricesEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/prices",
  operationId: "listPrices",
  tag,
  summary: "What each model costs",
  description:
    "What a request that starts now is priced with, for every model that can be named in a gate, and all prices that the " +
    "account has set itself, those of the past and of the future included.",
  auth: true,
  resource: "prices",
  query: z.strictObject({
    provider: z.string().optional().meta({ description: "Only models and prices of this provider." }),
  }),
  responses: {
    200: {
      description: "The prices.",
      schema: z.object({
        object: z.literal("list"),
        data: z.array(wireModelPrice),
        overrides: z.array(wireOverride),
      }),
      example: { object: "list", data: [exampleModelPrice], overrides: [exampleOverride] },
    },
  },
  errors: [],
  async run(ctx, { query }) {
    const now = ctx.clock.now();
    const [directory, own] = await Promise.all([accountDirectory(ctx.admission), listPrices(ctx)]);
    const catalogue = await listCatalogue(directory, overridesOf(own), now);
    const isAsked = ({ provider }: { provider: string }) => provider === (query.provider ?? provider);
    return {
      status: 200,
      body: {
        object: "list",
        data: catalogue.filter(isAsked).map(modelPriceOnWire),
        overrides: own.filter(isAsked).map((price) => overrideOnWire(price, overrideStatus(price, own, now))),
      },
    };
  },
});

const setPriceEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/prices",
  operationId: "setPrice",
  tag,
  summary: "Set a price of the account's own",
  description:
    "From its moment on the price holds instead of the list's, for requests that start then or later: what is in the log " +
    "keeps its cost. A class of tokens that is not given has no price, and requests that use it are unpriced. Prices are " +
    "added and never changed; to correct one, set another with a later moment.",
  auth: true,
  resource: "prices",
  body: newPrice,
  bodyExample: {
    provider: "openai",
    model: "gpt-4o-mini",
    effectiveFrom: "2026-12-01T00:00:00Z",
    inputUsdPerMillion: "0.12",
    cachedInputUsdPerMillion: "0.06",
    outputUsdPerMillion: "0.48",
    source: "Contract of November",
  },
  responses: { 201: { description: "The new price.", schema: wireOverride, example: exampleOverride } },
  errors: ["conflict"],
  async run(ctx, { body }) {
    const price = await setPrice(ctx, body);
    const all = await listPrices(ctx);
    return { status: 201, body: overrideOnWire(price, overrideStatus(price, all, ctx.clock.now())) };
  },
});

const deletePriceEndpoint = defineEndpoint({
  method: "DELETE",
  path: "/v1/prices/{id}",
  operationId: "deletePrice",
  tag,
  summary: "Take a future price back",
  description:
    "Only a price whose moment has not come can be taken back: requests may have been priced with the others.",
  auth: true,
  resource: "prices",
  params: z.object({ id: z.uuid().transform((id) => id as PriceId) }),
  responses: { 204: { description: "Taken back.", schema: null } },
  errors: ["not_found", "conflict"],
  async run(ctx, { params }) {
    await deletePrice(ctx, { priceId: params.id });
    return { status: 204 };
  },
});

/** Endpoints of `/v1/prices`. */
export const pricesEndpoints = [listPricesEndpoint, setPriceEndpoint];
/** Endpoints of `/v1/prices/{id}`. */
export const priceByIdEndpoints = [deletePriceEndpoint];
export const operations = [...pricesEndpoints, ...priceByIdEndpoints].map(({ operation }) => operation);

import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { usageCosts } from "@/lib/usage/explore/usage-costs";
import { costsPage, costsQuery } from "./costs-query";
import { costsOnWire, exampleCosts, wireCosts } from "./wire";

const costsEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/usage/costs",
  operationId: "getUsageCosts",
  tag: "Usage and logs",
  summary: "Costs by day",
  description:
    "Costs of UTC days in the shape of OpenAI's costs API, for tools that read that one. Each result has the exact amount beside the " +
    "decimal number; both are null when no request of it has a known cost. A day without requests has no results.",
  auth: true,
  resource: "logs",
  query: costsQuery,
  responses: { 200: { description: "The costs.", schema: wireCosts, example: exampleCosts } },
  errors: [],
  async run(ctx, { query }) {
    const { nextPage, ...asked } = costsPage(query, ctx.clock.now());
    return { status: 200, body: costsOnWire(await usageCosts(ctx, asked), asked.groups, nextPage) };
  },
});

/** Endpoints of `/v1/usage/costs`. */
export const costsEndpoints = [costsEndpoint];

import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { exploreUsage } from "@/lib/usage/explore/explore-usage";
import { toExploreQuery, usageQuery } from "./usage-query";
import { exampleUsage, usageOnWire, wireUsageAnswer } from "./wire";

const usageEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/usage",
  operationId: "getUsage",
  tag: "Usage and logs",
  summary: "Usage over time",
  description:
    "What requests come to, by bar and series, as the usage page of the dashboard shows it. Every number is the sum of the requests that " +
    "`GET /v1/logs` answers for the same filter and span, to the billionth of a dollar. A key with two tags counts in the series of both, " +
    "and once in the total.",
  auth: true,
  resource: "logs",
  query: usageQuery,
  responses: { 200: { description: "The usage.", schema: wireUsageAnswer, example: exampleUsage } },
  errors: [],
  async run(ctx, { query }) {
    const asked = toExploreQuery(query, ctx.clock.now());
    return { status: 200, body: usageOnWire(asked, await exploreUsage(ctx, asked)) };
  },
});

/** Endpoints of `/v1/usage`. */
export const usageEndpoints = [usageEndpoint];

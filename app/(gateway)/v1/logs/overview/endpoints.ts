import { z } from "zod";
import { usdDecimal } from "@/lib/core/money";
import { DAY_MS } from "@/lib/core/time";
import { listGates } from "@/lib/gates/queries";
import type { LogRow } from "@/lib/logs/contract";
import { listLogs } from "@/lib/logs/list-logs";
import { wholeLog } from "@/lib/logs/whole-log";
import type { KeyCtx } from "@/lib/transport/authenticate-key";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { exploreUsage } from "@/lib/usage/explore/explore-usage";
import { tokenTotals } from "@/lib/usage/token-totals";

const RECENT = 20;
/** As long as usage is answered for. */
const ALL_TIME_MS = 1_095 * DAY_MS;

const wireRecent = z
  .object({
    id: z.uuid(),
    gateName: z.string().nullable(),
    model: z.string().nullable(),
    promptTokens: z.int(),
    completionTokens: z.int(),
    totalTokens: z.int(),
    cost: z.number().nullable().meta({ description: "USD; null when it is not known." }),
    latency: z.int(),
    success: z.boolean(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "RecentRequest" });

const wireOverview = z
  .object({
    totalRequests: z.int().meta({ description: "Over the last three years." }),
    totalCost: z.number().meta({ description: "USD of the requests whose cost is known." }),
    total_cost_nano_usd: z.string().meta({ description: "The same in whole billionths of a USD." }),
    unpricedRequests: z
      .int()
      .meta({ description: "Requests whose cost is unknown; they are not in the cost." }),
    avgLatency: z.int().meta({ description: "Milliseconds, rounded; 0 without requests." }),
    activeGates: z.int(),
    recentRequests: z.array(wireRecent),
  })
  .meta({ id: "LogsOverview" });

const overviewEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/logs/overview",
  operationId: "getLogsOverview",
  tag: "Usage and logs",
  summary: "Get an overview of all requests",
  description: "What all requests add up to, and the latest twenty.",
  auth: true,
  resource: "logs",
  responses: {
    200: {
      description: "The overview.",
      schema: wireOverview,
      example: {
        totalRequests: 1,
        totalCost: 0.0001194,
        total_cost_nano_usd: "119400",
        unpricedRequests: 0,
        avgLatency: 842,
        activeGates: 1,
        recentRequests: [
          {
            id: "0195f3a0-9d2e-7c63-8b75-4a2d3e5f6b7c",
            gateName: "support",
            model: "gpt-4o-mini",
            promptTokens: 412,
            completionTokens: 96,
            totalTokens: 508,
            cost: 0.0001194,
            latency: 842,
            success: true,
            createdAt: "2026-11-24T09:30:00.842Z",
          },
        ],
      },
    },
  },
  errors: [],
  async run(ctx) {
    const [total, gates, { rows }] = await Promise.all([
      totalOf(ctx),
      listGates(ctx),
      listLogs(ctx, await wholeLog(ctx), { limit: RECENT }),
    ]);
    return {
      status: 200,
      body: { ...total, activeGates: gates.length, recentRequests: rows.map(recentOnWire) },
    };
  },
});

/** What requests of all time add up to, of one gate or of all. */
export async function totalOf(ctx: KeyCtx, gateId?: string) {
  const now = ctx.clock.now();
  const { total } = await exploreUsage(ctx, {
    from: new Date(now.getTime() - ALL_TIME_MS),
    to: now,
    zone: "UTC",
    grain: "none",
    metric: "requests",
    filter: gateId === undefined ? {} : { gate: { in: [gateId], notIn: [] } },
    top: 1,
  });
  return {
    totalRequests: total.requests,
    totalCost: Number(usdDecimal(total.costNanoUsd)),
    total_cost_nano_usd: total.costNanoUsd.toString(),
    unpricedRequests: total.unpriced,
    avgLatency: Math.round(total.latencyMsMean ?? 0),
  };
}

function recentOnWire(row: LogRow): z.input<typeof wireRecent> {
  const { input, output } = tokenTotals(row);
  return {
    id: row.id,
    gateName: row.gateName,
    model: row.modelUsed,
    promptTokens: input,
    completionTokens: output,
    totalTokens: input + output,
    cost: row.costNanoUsd === null ? null : Number(usdDecimal(row.costNanoUsd)),
    latency: row.latencyMs,
    success: row.errorCode === null,
    createdAt: row.endedAt.toISOString(),
  };
}

/** Endpoints of `/v1/logs/overview`. */
export const overviewEndpoints = [overviewEndpoint];

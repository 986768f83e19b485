import { z } from "zod";
import { getGateById } from "@/lib/gates/queries";
import { listLogs } from "@/lib/logs/list-logs";
import { wholeLog } from "@/lib/logs/whole-log";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { totalOf } from "../../overview/endpoints";

const wireGateTotal = z
  .object({
    requests: z.int().meta({ description: "Over the last three years." }),
    cost: z.number().meta({ description: "USD of the requests whose cost is known." }),
    cost_nano_usd: z.string().meta({ description: "The same in whole billionths of a USD." }),
    unpricedRequests: z
      .int()
      .meta({ description: "Requests whose cost is unknown; they are not in the cost." }),
    latency: z.int().meta({ description: "Mean in milliseconds, rounded; 0 without requests." }),
    lastRequest: z.iso.datetime().nullable().meta({ description: "When the latest one ended." }),
  })
  .meta({ id: "GateTotal" });

const gateEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/logs/gate/{gateId}",
  operationId: "getGateTotal",
  tag: "Usage and logs",
  summary: "Get what a gate's requests add up to",
  description: "How many requests went through a gate, what they cost, and when the latest one was.",
  auth: true,
  resource: "logs",
  params: z.object({ gateId: z.uuid() }),
  responses: {
    200: {
      description: "The sums.",
      schema: wireGateTotal,
      example: {
        requests: 1,
        cost: 0.0001194,
        cost_nano_usd: "119400",
        unpricedRequests: 0,
        latency: 842,
        lastRequest: "2026-11-24T09:30:00.842Z",
      },
    },
  },
  errors: ["not_found"],
  async run(ctx, { params }) {
    const gate = await getGateById(ctx, params.gateId);
    const ofGate = { gate: { in: [gate.id], notIn: [] } };
    const [total, latest] = await Promise.all([
      totalOf(ctx, gate.id),
      listLogs(ctx, { ...(await wholeLog(ctx)), ...ofGate }, { limit: 1 }),
    ]);
    return {
      status: 200,
      body: {
        requests: total.totalRequests,
        cost: total.totalCost,
        cost_nano_usd: total.total_cost_nano_usd,
        unpricedRequests: total.unpricedRequests,
        latency: total.avgLatency,
        lastRequest: latest.rows[0]?.endedAt.toISOString() ?? null,
      },
    };
  },
});

/** Endpoints of `/v1/logs/gate/{gateId}`. */
export const logsGateEndpoints = [gateEndpoint];

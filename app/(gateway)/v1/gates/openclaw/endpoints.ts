import { z } from "zod";
import type { Ctx } from "@/lib/context";
import { usdDecimal } from "@/lib/core/money";
import { DAY_MS } from "@/lib/core/time";
import type { Gate } from "@/lib/gates/contract";
import { gateCallers, gateUsage, listGates } from "@/lib/gates/queries";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { USAGE_SPAN_MAX_DAYS } from "@/lib/usage/contract";
import { knownCost } from "@/lib/usage/known-cost";
import { gatesOnWire } from "../answer";
import { exampleGate, wireGate } from "../wire";

const TAG = "openclaw";

const wireAnalytics = wireGate
  .pick({
    id: true,
    userId: true,
    name: true,
    model: true,
    taskType: true,
    description: true,
    createdAt: true,
    updatedAt: true,
    spendingLimit: true,
    spendingStatus: true,
  })
  .extend({
    spendingCurrent: z.number().meta({ description: "What is known of this UTC month's cost, in USD." }),
    requestCount: z.int(),
    totalCost: z.number().nullable().meta({ description: "In USD; null when no request has a known cost." }),
    total_cost_nano_usd: z.string().nullable().meta({ description: "The same, exact." }),
    avgLatency: z.number().nullable().meta({ description: "Milliseconds; null without requests." }),
    lastRequest: z.iso.datetime().nullable(),
  })
  .meta({ id: "OpenClawGate" });

const example: z.input<typeof wireAnalytics> = {
  ...wireAnalytics
    .omit({
      spendingCurrent: true,
      requestCount: true,
      totalCost: true,
      total_cost_nano_usd: true,
      avgLatency: true,
      lastRequest: true,
    })
    .parse(exampleGate),
  spendingCurrent: 0.8928,
  requestCount: 1240,
  totalCost: 1.25,
  total_cost_nano_usd: "1250000000",
  avgLatency: 812,
  lastRequest: "2026-11-23T08:00:00.000Z",
};

const openClawEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/gates/openclaw",
  operationId: "listOpenClawGates",
  tag: "Gates",
  summary: "List the gates of OpenClaw with their usage",
  description: `The gates that are tagged \`${TAG}\`, newest first, with what came through them in the last three years.`,
  auth: true,
  resource: "gates",
  responses: { 200: { description: "The gates.", schema: z.array(wireAnalytics), example: [example] } },
  errors: [],
  async run(ctx) {
    const gates = (await listGates(ctx)).filter(({ settings }) => settings.tags.includes(TAG));
    return { status: 200, body: await analytics(ctx, gates) };
  },
});

async function analytics(ctx: Ctx, gates: readonly Gate[]): Promise<z.input<typeof wireAnalytics>[]> {
  const since = new Date(ctx.clock.now().getTime() - (USAGE_SPAN_MAX_DAYS - 1) * DAY_MS);
  const ids = gates.map(({ id }) => id);
  const [wires, usage, callers] = await Promise.all([
    gatesOnWire(ctx, gates),
    gateUsage(ctx, ids, since),
    Promise.all(ids.map((id) => gateCallers(ctx, id, since))),
  ]);
  return gates.flatMap(({ id }, at) => {
    const [wire, sums] = [wires[at], usage.get(id)];
    if (wire === undefined || sums === undefined) return [];
    const cost = knownCost(sums);
    const last = Math.max(...(callers[at] ?? []).map(({ lastRequestAt }) => lastRequestAt?.getTime() ?? 0));
    return [
      {
        id: wire.id,
        userId: wire.userId,
        name: wire.name,
        model: wire.model,
        taskType: wire.taskType,
        description: wire.description,
        createdAt: wire.createdAt,
        updatedAt: wire.updatedAt,
        spendingLimit: wire.spendingLimit,
        spendingStatus: wire.spendingStatus,
        spendingCurrent: Number(wire.spendingCurrent),
        requestCount: sums.requests,
        totalCost: cost === null ? null : Number(usdDecimal(cost)),
        total_cost_nano_usd: cost?.toString() ?? null,
        avgLatency: sums.latencyMsMean === null ? null : Math.round(sums.latencyMsMean),
        lastRequest: last > 0 ? new Date(last).toISOString() : null,
      },
    ];
  });
}

/** Endpoints of `/v1/gates/openclaw`. */
export const openClawEndpoints = [openClawEndpoint];

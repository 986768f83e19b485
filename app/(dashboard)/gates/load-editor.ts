import type { Ctx } from "@/lib/context";
import { DAY_MS } from "@/lib/core/time";
import { checkGate } from "@/lib/gates/check-gate";
import type { Gate } from "@/lib/gates/contract";
import { getPayloadPolicy } from "@/lib/payloads/queries";
import type { UsageSums } from "@/lib/usage/contract";
import { usageByGate } from "@/lib/usage/usage-by-gate";
import type { Said } from "./_components/field-words";
import type { Traffic } from "./_components/preview/cost-preview";
import { inTime } from "./in-time";

const NO_TRAFFIC: Traffic = {
  requests: 0,
  tokens: {
    input: 0,
    cachedInput: 0,
    cacheWrite: 0,
    cacheWrite1h: 0,
    output: 0,
    audioInput: 0,
    audioOutput: 0,
  },
};

/**
 * What the editor of a gate needs besides the models: its problems, null when they are not known in time, and its traffic of a
 * day and of a week.
 */
export async function loadEditor(ctx: Ctx, gate: Gate) {
  const [problems, day, week, account] = await Promise.all([
    inTime(checkGate(ctx, gate.settings), null),
    trafficSince(ctx, gate, 1),
    trafficSince(ctx, gate, 7),
    getPayloadPolicy(ctx),
  ]);
  return {
    start: { gate, said: { name: gate.name, settings: gate.settings }, problems },
    spans: { day, week },
    payloads: { own: gate.payloads, account },
    limits: gate.limits,
  };
}

/** The same for a gate that is not there yet. A model that is not chosen yet is not looked for. */
export async function loadNewEditor(ctx: Ctx, said: Said) {
  const problems = said.settings.model === "" ? [] : await inTime(checkGate(ctx, said.settings), null);
  return { start: { gate: null, said, problems }, spans: { day: NO_TRAFFIC, week: NO_TRAFFIC } };
}

async function trafficSince(ctx: Ctx, { id }: Gate, days: number): Promise<Traffic> {
  const to = ctx.clock.now();
  const usage = await usageByGate(ctx, { gateIds: [id], from: new Date(to.getTime() - days * DAY_MS), to });
  return trafficOf(usage(id));
}

function trafficOf(sums: UsageSums): Traffic {
  return {
    requests: sums.requests,
    tokens: {
      input: sums.inputTokens,
      cachedInput: sums.cachedInputTokens,
      cacheWrite: sums.cacheWriteTokens,
      cacheWrite1h: sums.cacheWrite1hTokens,
      output: sums.outputTokens,
      audioInput: sums.audioInputTokens,
      audioOutput: sums.audioOutputTokens,
    },
  };
}

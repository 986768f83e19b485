import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import type { Ctx } from "@/lib/context";
import type { Gate } from "@/lib/gates/contract";
import { setDefaultGate } from "@/lib/gates/set-default-gate";
import { setGateLimits } from "@/lib/gates/set-gate-limits";
import { setGatePayloads } from "@/lib/gates/set-gate-payloads";
import { updateGate } from "@/lib/gates/update-gate";
import { settingsOf, type updateBody } from "./body";

type Change = { body: z.output<typeof updateBody>; ifVersion: number | undefined };

/** Changes a gate as a body of PATCH says. */
export async function changeGate(
  ctx: Ctx,
  before: Gate,
  { body, ifVersion }: Change,
): Promise<{ gate: Gate; changedFields: string[] }> {
  const { name, isDefault, payloads, limits, ...given } = body;
  const change = { gateId: before.id, ifVersion, name, settings: settingsOf(given) };
  const updated = await updateGate(ctx, change);
  const kept = payloads === undefined ? updated : await withPayloads(ctx, updated, payloads);
  const saved = limits === undefined ? kept : await withLimits(ctx, kept, limits);
  if (isDefault !== true || saved.gate.isDefault) return saved;
  const gate = await setDefaultGate(ctx, { gateId: before.id });
  return { gate, changedFields: [...saved.changedFields, "isDefault"] };
}

type Saved = { gate: Gate; changedFields: string[] };

async function withPayloads(ctx: Ctx, saved: Saved, payloads: Gate["payloads"]): Promise<Saved> {
  const gate = await setGatePayloads(ctx, { gateId: saved.gate.id, payloads });
  const isChanged = !isDeepStrictEqual(gate.payloads, saved.gate.payloads);
  return { gate, changedFields: isChanged ? [...saved.changedFields, "payloads"] : saved.changedFields };
}

async function withLimits(ctx: Ctx, saved: Saved, limits: Gate["limits"]): Promise<Saved> {
  const gate = await setGateLimits(ctx, { gateId: saved.gate.id, limits });
  const isChanged = !isDeepStrictEqual(gate.limits, saved.gate.limits);
  return { gate, changedFields: isChanged ? [...saved.changedFields, "limits"] : saved.changedFields };
}

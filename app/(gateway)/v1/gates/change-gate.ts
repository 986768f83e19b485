import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import type { Ctx } from "@/lib/context";
import { spendingOf } from "@/lib/gates/beside-fields";
import { changedBeside } from "@/lib/gates/changed-beside";
import type { Gate } from "@/lib/gates/contract";
import { besideOf } from "@/lib/gates/gate-beside";
import { type GateSpending, gateSpending } from "@/lib/gates/gate-spending";
import { type GateSpendingInput, planGateSpending } from "@/lib/gates/plan-gate-spending";
import { setDefaultGate } from "@/lib/gates/set-default-gate";
import { setGateLimits } from "@/lib/gates/set-gate-limits";
import { setGatePayloads } from "@/lib/gates/set-gate-payloads";
import { setGateSpending } from "@/lib/gates/set-gate-spending";
import { updateGate } from "@/lib/gates/update-gate";
import { settingsOf, type updateBody } from "./body";

type Change = { body: z.output<typeof updateBody>; ifVersion: number | undefined };

/** Changes a gate as a body of PATCH says. */
export async function changeGate(
  ctx: Ctx,
  before: Gate,
  { body, ifVersion }: Change,
): Promise<{ gate: Gate; changedFields: string[] }> {
  const spending = { shown: (await gateSpending(ctx, [before.id])).get(before.id), given: spendingOf(body) };
  // Asked before anything is saved.
  const { kind } = planGateSpending(ctx, spending.shown, spending.given);
  const { name, isDefault, payloads, limits, ...given } = body;
  const change = { gateId: before.id, ifVersion, name, settings: settingsOf(given) };
  const updated = await updateGate(ctx, change);
  const kept = payloads === undefined ? updated : await withPayloads(ctx, updated, payloads);
  const limited = limits === undefined ? kept : await withLimits(ctx, kept, limits);
  const saved = kind === "same" ? limited : await withSpending(ctx, limited, spending);
  if (isDefault !== true || saved.gate.isDefault) return saved;
  const gate = await setDefaultGate(ctx, { gateId: before.id });
  return { gate, changedFields: [...saved.changedFields, "isDefault"] };
}

type Saved = { gate: Gate; changedFields: string[] };

async function withSpending(
  ctx: Ctx,
  saved: Saved,
  { shown: before, given }: { shown: GateSpending | undefined; given: GateSpendingInput },
): Promise<Saved> {
  const { id: gateId } = saved.gate;
  await setGateSpending(ctx, { ...given, gateId });
  const after = (await gateSpending(ctx, [gateId])).get(gateId);
  const changed = changedBeside(besideOf(saved.gate, before), besideOf(saved.gate, after));
  return { ...saved, changedFields: [...saved.changedFields, ...changed] };
}

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

import type { z } from "zod";
import type { Ctx } from "@/lib/context";
import type { Gate } from "@/lib/gates/contract";
import { setDefaultGate } from "@/lib/gates/set-default-gate";
import { updateGate } from "@/lib/gates/update-gate";
import { settingsOf, type updateBody } from "./body";

type Change = { body: z.output<typeof updateBody>; ifVersion: number | undefined };

/** Changes a gate as a body of PATCH says. */
export async function changeGate(
  ctx: Ctx,
  before: Gate,
  { body, ifVersion }: Change,
): Promise<{ gate: Gate; changedFields: string[] }> {
  const { name, isDefault, ...given } = body;
  const change = { gateId: before.id, ifVersion, name, settings: settingsOf(given) };
  const saved = await updateGate(ctx, change);
  if (isDefault !== true || saved.gate.isDefault) return saved;
  const gate = await setDefaultGate(ctx, { gateId: before.id });
  return { gate, changedFields: [...saved.changedFields, "isDefault"] };
}

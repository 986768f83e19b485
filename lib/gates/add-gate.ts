import type { Transaction } from "@/db/client";
import { insertGate } from "@/db/insert-gate";
import type { Ctx } from "@/lib/context";
import type { Gate } from "./contract";
import { getGate } from "./queries";
import { type RecordedGate, recordGate } from "./record-gate";
import { refusingTakenNames } from "./refusing-taken-names";
import { author } from "./save-gate";

/** Writes a gate with its first version and its entry in the trail. Throws `conflict` (param `name`) when the name is taken. */
export async function addGate(ctx: Ctx, name: string, settings: Gate["settings"]): Promise<Gate> {
  const { id } = await ctx.db.transaction(async (tx) => {
    const made = await writeNewGate(tx, ctx, name, settings);
    await recordGate(tx, ctx, "gate.created", { before: null, after: made });
    return made;
  });
  return getGate(ctx, id);
}

/** The row and its first version alone: whoever writes several gates tells the trail when all are written. */
export async function writeNewGate(
  tx: Transaction,
  ctx: Ctx,
  name: string,
  settings: Gate["settings"],
): Promise<RecordedGate> {
  const { accountId } = ctx;
  const gate = { accountId, name, settings, createdAt: ctx.clock.now(), by: author(ctx.actor) };
  const id = await refusingTakenNames(name, () => insertGate(tx, gate));
  return { id, name, settings, isDefault: false, version: 1 };
}

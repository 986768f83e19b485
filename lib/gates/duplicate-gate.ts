import { and, eq } from "drizzle-orm";
import { gates } from "@/db/schema/gates";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { copyLimits, recordCopied } from "@/lib/spending/copy-limits";
import { writeNewGate } from "./add-gate";
import { checkedGateName } from "./checked-gate-name";
import type { DuplicatedGate, DuplicateGateInput, Gate } from "./contract";
import { copyName } from "./copy-name";
import { liveGates } from "./gate-rows";
import { getGate, getGateById, listGates } from "./queries";
import { recordGate } from "./record-gate";

const ATTEMPTS = 20;

/**
 * Makes a gate with the settings of another, its limits and its spending limits, of which nothing is spent. Without `name` it is
 * called `X copy`, `X copy 2` and so on. Throws `not_found`, `invalid_field` (param `name`) and `conflict` (param `name`) when the given name is taken.
 */
export async function duplicateGate(ctx: Ctx, { gateId, name }: DuplicateGateInput): Promise<DuplicatedGate> {
  const original = await getGateById(ctx, gateId);
  if (name !== undefined) return writeCopy(ctx, original, checkedGateName(name));
  for (let attempt = 1; ; attempt += 1) {
    const taken = (await listGates(ctx)).map((gate) => gate.name);
    try {
      return await writeCopy(ctx, original, copyName(original.name, taken));
    } catch (error) {
      // Somebody took that name in between; the next one may be free.
      const isTaken = error instanceof AppError && error.code === "conflict";
      if (!isTaken || attempt === ATTEMPTS) throw error;
    }
  }
}

/** In one transaction: a copy that runs without the limits of its original would let calls pass them. */
async function writeCopy(ctx: Ctx, original: Gate, name: string): Promise<DuplicatedGate> {
  const { settings, payloads, limits } = original;
  const { id, spendingLimits } = await ctx.db.transaction(async (tx) => {
    const made = await writeNewGate(tx, ctx, name, settings);
    const own = and(liveGates(ctx), eq(gates.id, made.id));
    await tx.update(gates).set({ payloads, limits }).where(own);
    const copied = await copyLimits(tx, ctx, { from: { gateId: original.id }, to: { gateId: made.id } });
    const more = { ...(payloads && { payloads }), ...(limits && { limits }) };
    await recordGate(tx, ctx, "gate.created", { before: null, after: made, more });
    await recordCopied(tx, ctx, copied);
    return { id: made.id, spendingLimits: copied.length };
  });
  return { ...(await getGate(ctx, id)), spendingLimits };
}

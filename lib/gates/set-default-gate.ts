import { appendChanges } from "@/lib/audit/append-changes";
import type { Ctx } from "@/lib/context";
import type { Gate, GateIdInput } from "./contract";
import { lockAccount } from "./lock-account";
import { lockGate } from "./lock-gate";
import { writeDefaultGate } from "./write-default-gate";

/**
 * Makes a gate the one that answers when a request names none, in place of the one before. It is no change of the gate itself,
 * so there is no new version. Throws `not_found`.
 */
export async function setDefaultGate(ctx: Ctx, { gateId }: GateIdInput): Promise<Gate> {
  return ctx.db.transaction(async (tx) => {
    await lockAccount(tx, ctx);
    const gate = await lockGate(tx, ctx, { gateId });
    await appendChanges(tx, ctx, await writeDefaultGate(tx, ctx, gate));
    return { ...gate, isDefault: true };
  });
}

import { and, ne, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { gates } from "@/db/schema/gates";
import type { Ctx } from "@/lib/context";
import { completeSettings } from "./complete-settings";
import type { Gate, RestoreGateInput } from "./contract";
import { liveGates } from "./gate-rows";
import { lockGate } from "./lock-gate";
import { getGateVersion } from "./queries";
import { recordGate } from "./record-gate";
import { refusingTakenNames } from "./refusing-taken-names";
import { saveGate } from "./save-gate";

/**
 * Brings every field of an earlier version back, as a new version. A name that another gate has taken meanwhile stays with it:
 * the gate keeps its own, and the new version's note says so. Models are not looked for again: going back must not
 * depend on a provider. Nothing happens when the gate is as it was then. Throws `not_found` and `conflict`.
 */
export async function restoreGate(
  ctx: Ctx,
  { gateId, versionId, ifVersion }: RestoreGateInput,
): Promise<Gate> {
  const { version, name, settings } = await getGateVersion(ctx, { gateId, versionId });
  return refusingTakenNames(name, () =>
    ctx.db.transaction(async (tx) => {
      const before = await lockGate(tx, ctx, { gateId, ifVersion });
      const isTaken = name !== before.name && (await isTakenByAnother(tx, ctx, before, name));
      const note = `The name ${JSON.stringify(name)} belongs to another gate now, so this gate kept its own.`;
      const { gate } = await saveGate(tx, ctx, before, {
        name: isTaken ? before.name : name,
        settings: completeSettings(settings),
        action: "rollback",
        restoredVersion: version,
        note: isTaken ? note : null,
      });
      await recordGate(tx, ctx, "gate.restored", { before, after: gate, more: { restoredVersion: version } });
      return gate;
    }),
  );
}

async function isTakenByAnother(tx: Transaction, ctx: Ctx, { id }: Gate, name: string): Promise<boolean> {
  const looksSame = sql`normalize(${gates.name}, NFKC) = normalize(${name}, NFKC)`;
  const found = await tx
    .select({ id: gates.id })
    .from(gates)
    .where(and(liveGates(ctx), ne(gates.id, id), looksSame));
  return found.length > 0;
}

import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { gates, gateVersions } from "@/db/schema/gates";
import type { Actor, Ctx } from "@/lib/context";
import { type GateVersionId, newId } from "@/lib/core/ids";
import { changedFields } from "./changed-fields";
import type { Gate, GateAction } from "./contract";

type Save = Pick<Gate, "name" | "settings"> & {
  action: GateAction;
  note?: string | null | undefined;
  restoredVersion?: number;
};

/**
 * Writes a locked gate and the version that says what it is from now on. Nothing is written, and the version stays, when
 * nothing differs. Throws what the driver throws when the name is taken.
 */
export async function saveGate(
  tx: Transaction,
  ctx: Ctx,
  before: Gate,
  { name, settings, action, note, restoredVersion }: Save,
): Promise<{ gate: Gate; changedFields: string[] }> {
  const changed = changedFields(before, { name, settings });
  if (changed.length === 0) return { gate: before, changedFields: [] };
  const { id, version: versionBefore } = before;
  const gate = { ...before, name, settings, version: versionBefore + 1, updatedAt: ctx.clock.now() };
  await tx
    .update(gates)
    .set({ name, settings, version: gate.version, updatedAt: gate.updatedAt })
    .where(and(eq(gates.accountId, ctx.accountId), eq(gates.id, id)));
  await tx.insert(gateVersions).values({
    id: newId<GateVersionId>(),
    accountId: ctx.accountId,
    gateId: id,
    version: gate.version,
    name,
    settings,
    action,
    changedFields: changed,
    restoredVersion: restoredVersion ?? null,
    note: note ?? null,
    createdAt: gate.updatedAt,
    ...author(ctx.actor),
  });
  return { gate, changedFields: changed };
}

/** Who saves, as a version keeps it. */
export function author(actor: Actor) {
  return {
    byUserId: actor.kind === "user" ? actor.userId : null,
    byKeyId: actor.kind === "key" ? actor.keyId : null,
  };
}

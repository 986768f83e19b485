import { asc } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { gates } from "@/db/schema/gates";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { GateId } from "@/lib/core/ids";
import { writeNewGate } from "./add-gate";
import type { Gate } from "./contract";
import { type GateImportPlan, gateImportDiff } from "./gate-import-diff";
import { gateColumns, liveGates } from "./gate-rows";
import { parseGatesYaml } from "./gate-yaml";
import { lockAccount } from "./lock-account";
import { planForGates } from "./plan-gate-import";
import { listGates } from "./queries";
import { type RecordedGate, recordGate } from "./record-gate";
import { saveGate } from "./save-gate";

const NOTE = "Imported from a file";

export type ImportGatesInput = {
  text: string;
  /** Versions by gate id, as a plan showed them: a gate that was saved since, or is not among them, is not overwritten. */
  expectedVersions?: Readonly<Record<string, number>> | undefined;
};
export type ImportedGates = {
  created: Gate[];
  updated: { gate: Gate; changedFields: string[] }[];
  unchanged: Gate[];
};

/**
 * Brings gates to what a file says, all of them or none; gates that are not in the file stay as they are. Throws what
 * `planGateImport` throws, and `conflict` when a gate is not at its expected version (`details` names it) or a
 * name was taken in between.
 */
export async function importGates(
  ctx: Ctx,
  { text, expectedVersions }: ImportGatesInput,
): Promise<ImportedGates> {
  const described = parseGatesYaml(text).gates;
  // Providers may have to be asked, which must not keep gates locked.
  await planForGates(ctx, described);
  const { createdIds, ...rest } = await ctx.db.transaction(async (tx) => {
    await lockAccount(tx, ctx);
    const locked = await tx
      .select(gateColumns)
      .from(gates)
      .where(liveGates(ctx))
      .orderBy(asc(gates.id))
      .for("update");
    const plan = gateImportDiff(described, locked);
    if (expectedVersions !== undefined) refuseUnexpected(plan, expectedVersions);
    return write(tx, ctx, plan);
  });
  const created = (await listGates(ctx)).filter(({ id }) => createdIds.has(id));
  return { ...rest, created };
}

async function write(tx: Transaction, ctx: Ctx, { creates, updates, unchanged }: GateImportPlan) {
  const created: RecordedGate[] = [];
  for (const { name, settings } of creates) created.push(await writeNewGate(tx, ctx, name, settings));
  const updated: ImportedGates["updated"] = [];
  for (const { gate, after } of updates) {
    const save = { ...after, action: "manual_update", note: NOTE } as const;
    updated.push(await saveGate(tx, ctx, gate, save));
  }
  // The trail comes last: whoever waits for it must not hold a gate or a name that is still to be written.
  const more = { note: NOTE };
  for (const after of created) await recordGate(tx, ctx, "gate.created", { before: null, after, more });
  for (const [at, { gate: after }] of updated.entries()) {
    await recordGate(tx, ctx, "gate.updated", { before: updates[at]?.gate ?? null, after, more });
  }
  return { createdIds: new Set<GateId>(created.map(({ id }) => id)), updated, unchanged };
}

function refuseUnexpected({ updates }: GateImportPlan, expected: Readonly<Record<string, number>>): void {
  for (const { gate } of updates) {
    if (Object.hasOwn(expected, gate.id) && expected[gate.id] === gate.version) continue;
    const message = `The gate ${JSON.stringify(gate.name)} was saved since the import was planned. Plan it again.`;
    throw new AppError("conflict", message, { details: { gateId: gate.id, version: gate.version } });
  }
}

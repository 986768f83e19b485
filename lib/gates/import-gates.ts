import { asc } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { gates } from "@/db/schema/gates";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { squareSpending } from "@/lib/spending/square-spending";
import type { Gate } from "./contract";
import { type GateImportPlan, gateImportDiff } from "./gate-import-diff";
import type { GatesFile } from "./gate-in-file";
import { gateColumns, liveGates } from "./gate-rows";
import { gateSpending } from "./gate-spending";
import { lockAccount } from "./lock-account";
import { parseGatesYaml } from "./parse-gates-yaml";
import { planForGates } from "./plan-gate-import";
import { listGates } from "./queries";
import { writeImport } from "./write-import";

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
 * Brings gates to what a file says with all that stands beside their settings, all of them or none; gates that are not in the file
 * stay as they are, but that another may become the default. Throws what `planGateImport` throws, and `conflict` when a gate is not at
 * its expected version (`details` names it) or a name was taken in between.
 */
export async function importGates(
  ctx: Ctx,
  { text, expectedVersions }: ImportGatesInput,
): Promise<ImportedGates> {
  const file = parseGatesYaml(text);
  // Providers may have to be asked, which must not keep gates locked.
  await planForGates(ctx, file);
  const { plan, createdIds, limitIds } = await ctx.db.transaction(async (tx) => {
    const plan = await planLocked(tx, ctx, file);
    if (expectedVersions !== undefined) refuseUnexpected(plan, expectedVersions);
    return { plan, ...(await writeImport(tx, ctx, plan)) };
  });
  // Requests that were written before anybody could see the limits.
  await squareSpending(ctx.db, limitIds);
  const now = await listGates(ctx);
  const byId = new Map(now.map((gate) => [gate.id, gate]));
  return {
    created: now.filter(({ id }) => createdIds.has(id)),
    updated: plan.updates.map(({ gate, changedFields }) => ({
      gate: byId.get(gate.id) ?? gate,
      changedFields,
    })),
    unchanged: plan.unchanged,
  };
}

/** What the file does to the gates there are, which nobody else changes before the transaction has ended. */
async function planLocked(tx: Transaction, ctx: Ctx, file: GatesFile): Promise<GateImportPlan> {
  await lockAccount(tx, ctx);
  const locked = await tx
    .select(gateColumns)
    .from(gates)
    .where(liveGates(ctx))
    .orderBy(asc(gates.id))
    .for("update");
  const ids = locked.map(({ id }) => id);
  const spending = await gateSpending({ db: tx, accountId: ctx.accountId }, ids);
  return gateImportDiff(ctx, file, { gates: locked, spending });
}

function refuseUnexpected({ updates }: GateImportPlan, expected: Readonly<Record<string, number>>): void {
  for (const { gate } of updates) {
    if (Object.hasOwn(expected, gate.id) && expected[gate.id] === gate.version) continue;
    const message = `The gate ${JSON.stringify(gate.name)} was saved since the import was planned. Plan it again.`;
    throw new AppError("conflict", message, { details: { gateId: gate.id, version: gate.version } });
  }
}

import type { Ctx } from "@/lib/context";
import { type GateImportPlan, gateImportDiff } from "./gate-import-diff";
import { type GateInFile, parseGatesYaml } from "./gate-yaml";
import { listGates } from "./queries";
import { refuseUnknownModels } from "./refuse-bad-settings";

/**
 * What importing a file would do now, without doing it. A gate of the file that is there already gets the settings of the file:
 * what the file leaves out goes back to its default. Throws `invalid_field` with the line for a file that cannot be
 * imported, and for a model that nobody knows.
 */
export async function planGateImport(ctx: Ctx, text: string): Promise<GateImportPlan> {
  return planForGates(ctx, parseGatesYaml(text).gates);
}

/** The same for gates that were read from a file already. Throws `invalid_field` for a model that nobody knows. */
export async function planForGates(ctx: Ctx, described: readonly GateInFile[]): Promise<GateImportPlan> {
  const plan = gateImportDiff(described, await listGates(ctx));
  await refuseUnknownModels(
    ctx,
    [...plan.creates, ...plan.updates.map(({ after }) => after)].map(({ settings }) => settings),
    plan.updates.map(({ before }) => before.settings),
  );
  return plan;
}

import type { Ctx } from "@/lib/context";
import { refuseMembers } from "@/lib/spending/refuse-members";
import { changesSpending } from "./changed-beside";
import { type GateImportPlan, gateImportDiff } from "./gate-import-diff";
import type { GatesFile } from "./gate-in-file";
import { gateSpending } from "./gate-spending";
import { parseGatesYaml } from "./parse-gates-yaml";
import { listGates } from "./queries";
import { unknownModel, unknownModelWords } from "./refuse-bad-settings";

/**
 * What importing a file would do now, without doing it. A gate of the file that is there already gets the settings of the file:
 * what the file leaves out goes back to its default, while what stands beside settings stays. Throws `invalid_field` with the line for
 * a file that cannot be imported, and for a model that nobody knows; `scope_access` and `forbidden` where spending would change and
 * may not.
 */
export async function planGateImport(ctx: Ctx, text: string): Promise<GateImportPlan> {
  return planForGates(ctx, parseGatesYaml(text));
}

/** The same for a file that was read already. */
export async function planForGates(ctx: Ctx, file: GatesFile): Promise<GateImportPlan> {
  const gates = await listGates(ctx);
  const spending = await gateSpending(
    ctx,
    gates.map(({ id }) => id),
  );
  const plan = gateImportDiff(ctx, file, { gates, spending });
  if (changesAnySpending(plan)) await refuseMembers(ctx.db, ctx);
  await refuseUnknownModels(ctx, file, plan);
  return plan;
}

function changesAnySpending({ creates, updates }: GateImportPlan): boolean {
  return (
    creates.some(({ beside }) => beside.spending !== null) ||
    updates.some(({ before, after }) => changesSpending(before.beside, after.beside))
  );
}

async function refuseUnknownModels(
  ctx: Ctx,
  file: GatesFile,
  { creates, updates }: GateImportPlan,
): Promise<void> {
  const wanted = [...creates, ...updates.map(({ after }) => after)].map(({ settings }) => settings);
  const settled = updates.map(({ before }) => before.settings);
  const model = await unknownModel(ctx, wanted, settled);
  if (model === null) return;
  for (const gate of file.gates.filter(({ settings }) => wanted.includes(settings))) {
    const { settings } = gate;
    const field = settings.model === model ? "model" : "fallbackModels";
    if (field === "model" || settings.fallbackModels.includes(model))
      throw file.refusal(gate, field, unknownModelWords(model));
  }
}

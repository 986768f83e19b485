import type { Ctx } from "@/lib/context";
import { addGate } from "./add-gate";
import { checkedGateName } from "./checked-gate-name";
import { completeSettings } from "./complete-settings";
import type { CreateGateInput, Gate } from "./contract";
import { refuseFaults, refuseUnknownModels } from "./refuse-bad-settings";

/**
 * Makes a gate with its first version. It is never the default one by itself. Throws `invalid_field` (`param` names the field)
 * and `conflict` (param `name`).
 */
export async function createGate(ctx: Ctx, input: CreateGateInput): Promise<Gate> {
  const name = checkedGateName(input.name);
  const settings = completeSettings(input.settings);
  refuseFaults(settings);
  await refuseUnknownModels(ctx, [settings]);
  return addGate(ctx, name, settings);
}

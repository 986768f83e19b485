import { insertGate } from "@/db/insert-gate";
import type { Ctx } from "@/lib/context";
import { checkedGateName } from "./checked-gate-name";
import { completeSettings } from "./complete-settings";
import type { CreateGateInput, Gate } from "./contract";
import { getGate } from "./queries";
import { refuseFaults, refuseUnknownModels } from "./refuse-bad-settings";
import { refusingTakenNames } from "./refusing-taken-names";
import { author } from "./save-gate";

/**
 * Makes a gate with its first version. It is never the default one by itself. Throws `invalid_field` (`param` names the field)
 * and `conflict` (param `name`).
 */
export async function createGate(ctx: Ctx, input: CreateGateInput): Promise<Gate> {
  const name = checkedGateName(input.name);
  const settings = completeSettings(input.settings);
  refuseFaults(settings);
  await refuseUnknownModels(ctx, [settings]);
  const { accountId } = ctx;
  const gate = { accountId, name, settings, createdAt: ctx.clock.now(), by: author(ctx.actor) };
  const gateId = await refusingTakenNames(name, () => ctx.db.transaction((tx) => insertGate(tx, gate)));
  return getGate(ctx, gateId);
}

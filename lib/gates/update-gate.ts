import type { Ctx } from "@/lib/context";
import type { GateSettings } from "@/lib/core/gate-settings";
import { checkedGateName } from "./checked-gate-name";
import type { Gate, GateSettingsPatch, UpdateGateInput } from "./contract";
import { lockGate } from "./lock-gate";
import { getGateById } from "./queries";
import { recordGate } from "./record-gate";
import { refuseFaults, refuseUnknownModels } from "./refuse-bad-settings";
import { refusingTakenNames } from "./refusing-taken-names";
import { saveGate } from "./save-gate";

/**
 * Changes what is given of a gate and nothing else; a change that changes nothing makes no version. Throws `not_found`,
 * `invalid_field` (`param` names the field), and `conflict`: for a taken name (param `name`) or when somebody
 * saved since `ifVersion` (`details` says who and when).
 */
export async function updateGate(
  ctx: Ctx,
  { gateId, ifVersion, note, ...input }: UpdateGateInput,
): Promise<{ gate: Gate; changedFields: string[] }> {
  const name = input.name === undefined ? undefined : checkedGateName(input.name);
  const { settings: known } = await getGateById(ctx, gateId);
  // Providers may have to be asked, which must not keep the gate locked.
  await refuseUnknownModels(ctx, [patched(known, input.settings)], [known]);
  return refusingTakenNames(name ?? "", () =>
    ctx.db.transaction(async (tx) => {
      const before = await lockGate(tx, ctx, { gateId, ifVersion });
      const settings = patched(before.settings, input.settings);
      refuseFaults(settings);
      const saved = await saveGate(tx, ctx, before, {
        name: name ?? before.name,
        settings,
        action: "manual_update",
        note,
      });
      const noted = note === undefined ? {} : { note };
      await recordGate(tx, ctx, "gate.updated", { before, after: saved.gate, more: noted });
      return saved;
    }),
  );
}

function patched(settings: GateSettings, patch: GateSettingsPatch = {}): GateSettings {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  return { ...settings, ...Object.fromEntries(given) };
}

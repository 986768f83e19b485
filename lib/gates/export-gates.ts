import type { Ctx } from "@/lib/context";
import type { Gate } from "./contract";
import { besideOf } from "./gate-beside";
import type { WholeGate } from "./gate-in-file";
import { gateSpending } from "./gate-spending";
import { gatesToYaml } from "./gates-to-yaml";
import { getGate, listGates } from "./queries";

/** All gates of the account as the text of a `layer.config.yaml`, or one by its id or name. Throws `not_found`. */
export async function exportGates(ctx: Ctx, idOrName?: string): Promise<string> {
  const gates = idOrName === undefined ? await listGates(ctx) : [await getGate(ctx, idOrName)];
  return gatesToYaml(await wholeGates(ctx, gates));
}

async function wholeGates(ctx: Ctx, gates: readonly Gate[]): Promise<WholeGate[]> {
  const shown = await gateSpending(
    ctx,
    gates.map(({ id }) => id),
  );
  return gates.map((gate) => ({
    name: gate.name,
    settings: gate.settings,
    beside: besideOf(gate, shown.get(gate.id)),
  }));
}

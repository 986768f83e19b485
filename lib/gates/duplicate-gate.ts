import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { addGate } from "./add-gate";
import { checkedGateName } from "./checked-gate-name";
import type { DuplicateGateInput, Gate } from "./contract";
import { copyName } from "./copy-name";
import { getGateById, listGates } from "./queries";
import { setGateLimits } from "./set-gate-limits";
import { setGatePayloads } from "./set-gate-payloads";

const ATTEMPTS = 20;

/**
 * Makes a gate with the settings of another. Without `name` it is called `X copy`, `X copy 2` and so on. Throws `not_found`,
 * `invalid_field` (param `name`) and `conflict` (param `name`) when the given name is taken.
 */
export async function duplicateGate(ctx: Ctx, { gateId, name }: DuplicateGateInput): Promise<Gate> {
  const { name: original, settings, payloads, limits } = await getGateById(ctx, gateId);
  const write = async (copy: string) => {
    const made = await addGate(ctx, copy, settings);
    const kept = payloads === null ? made : await setGatePayloads(ctx, { gateId: made.id, payloads });
    return limits === null ? kept : setGateLimits(ctx, { gateId: made.id, limits });
  };
  if (name !== undefined) return write(checkedGateName(name));
  for (let attempt = 1; ; attempt += 1) {
    const taken = (await listGates(ctx)).map((gate) => gate.name);
    try {
      return await write(copyName(original, taken));
    } catch (error) {
      // Somebody took that name in between; the next one may be free.
      const isTaken = error instanceof AppError && error.code === "conflict";
      if (!isTaken || attempt === ATTEMPTS) throw error;
    }
  }
}

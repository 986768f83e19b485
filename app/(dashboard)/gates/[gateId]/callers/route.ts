import { DAY_MS } from "@/lib/core/time";
import { gateCallers, getGate } from "@/lib/gates/queries";
import { pageReadDoor } from "@/lib/transport/page-door";

/** Who used the gate in the last 30 days: what the delete dialog shows. */
export const GET = pageReadDoor<{ gateId: string }>(async ({ ctx }, { gateId }) =>
  gateCallers(ctx, (await getGate(ctx, gateId)).id, new Date(ctx.clock.now().getTime() - 30 * DAY_MS)),
);

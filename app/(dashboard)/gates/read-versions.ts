import type { GateVersionId } from "@/lib/core/ids";
import { getGate, listGateVersions } from "@/lib/gates/queries";
import type { Viewer } from "@/lib/transport/require-viewer";

const PAGE = 20;

/** One page of a gate's saves. `?limit=1` asks for the newest alone. */
export async function readVersions({ ctx }: Viewer, { gateId }: { gateId: string }, request: Request) {
  const asked = new URL(request.url).searchParams;
  const gate = await getGate(ctx, gateId);
  const before = asked.get("before");
  return listGateVersions(ctx, {
    gateId: gate.id,
    limit: asked.get("limit") === "1" ? 1 : PAGE,
    ...(before === null ? {} : { before: before as GateVersionId }),
  });
}

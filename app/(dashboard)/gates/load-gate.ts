import { notFound } from "next/navigation";
import { cache } from "react";
import { isUuid } from "@/lib/core/ids";
import { findGate } from "@/lib/gates/queries";
import { requireViewer } from "@/lib/transport/require-viewer";

/** The gate of this address and who looks at it, read once per request; the same 404 for another's gate as for none. */
export const loadGate = cache(async (gateId: string) => {
  const viewer = await requireViewer();
  const gate = isUuid(gateId) ? await findGate(viewer.ctx, gateId) : null;
  if (gate === null) notFound();
  return { ctx: viewer.ctx, gate };
});

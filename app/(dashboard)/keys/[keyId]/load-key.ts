import { notFound } from "next/navigation";
import { cache } from "react";
import { findKey } from "@/lib/keys/queries";
import { requireViewer } from "@/lib/transport/require-viewer";

/** The key of this address and who looks at it, read once per request; the same 404 for another's key as for none. */
export const loadKey = cache(async (keyId: string) => {
  const viewer = await requireViewer();
  const key = await findKey(viewer.ctx, keyId);
  if (key === null) notFound();
  return { ctx: viewer.ctx, key };
});

import { notFound } from "next/navigation";
import { cache } from "react";
import { findKey } from "@/lib/keys/queries";
import { spendingLimitsOf } from "@/lib/spending/queries";
import { requireViewer } from "@/lib/transport/require-viewer";
import { keyState } from "../_components/key-state";
import { limitReached } from "../_components/limit-reached";

/** The key of this address and who looks at it, read once per request; the same 404 for another's key as for none. */
export const loadKey = cache(async (keyId: string) => {
  const viewer = await requireViewer();
  const key = await findKey(viewer.ctx, keyId);
  if (key === null) notFound();
  return { ctx: viewer.ctx, key };
});

const loadLimitReached = cache(async (keyId: string) => {
  const { ctx, key } = await loadKey(keyId);
  return limitReached(await spendingLimitsOf(ctx, { keyId: key.id }), ctx.clock.now());
});

/** What the screen says about the key of this address. `zone` is the one its dates are told in. */
export async function loadKeyState(keyId: string, zone: string) {
  const { ctx, key } = await loadKey(keyId);
  return keyState(key, ctx.clock.now(), zone, await loadLimitReached(keyId));
}

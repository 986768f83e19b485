import type { Ctx } from "@/lib/context";
import { cutRunningCalls } from "../cut-running-calls";
import { getKey } from "../queries";
import type { RotatedKey } from "../rotation/contract";
import { rotateKey } from "../rotation/rotate-key";
import type { ReportLeakInput } from "./contract";
import { reportLeak } from "./report-leak";

/**
 * Marks a key as exposed and gives it a new secret without any grace: once this has returned, no request that begins later is
 * accepted with an old one, and calls that are running end within a second or two. The new secret is returned here and never
 * again. Throws what `reportLeak` and `rotateKey` throw; the key is marked even when the rotation is refused.
 */
export async function replaceLeakedSecret(
  ctx: Ctx,
  { keyId, where }: Omit<ReportLeakInput, "action">,
): Promise<RotatedKey> {
  await reportLeak(ctx, { keyId, where, action: "mark" });
  const rotated = await rotateKey(ctx, { keyId, oldSecretEnds: "now" });
  await cutRunningCalls(ctx, rotated.key.id);
  return { ...rotated, key: await getKey(ctx, keyId) };
}

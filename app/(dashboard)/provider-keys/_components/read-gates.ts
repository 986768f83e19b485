import type { Ctx } from "@/lib/context";
import { gatesByProvider } from "@/lib/gates/gates-by-provider";
import { directoryOf } from "@/lib/provider-keys/directory-of";

/** The gates that use each provider, by its name; null when that cannot be told. */
export async function readGates(ctx: Ctx): Promise<Map<string, string[]> | null> {
  try {
    return await gatesByProvider(ctx, await directoryOf(ctx));
  } catch {
    return null;
  }
}

import type { Ctx } from "@/lib/context";
import { gatesByProvider } from "@/lib/gates/gates-by-provider";
import { readDirectory } from "./read-directory";

/** The gates that use each provider, by its name; null when that cannot be told. */
export async function readGates(ctx: Ctx): Promise<Map<string, string[]> | null> {
  try {
    return await gatesByProvider(ctx, await readDirectory(ctx));
  } catch {
    return null;
  }
}

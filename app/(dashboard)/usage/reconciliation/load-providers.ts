import type { Ctx } from "@/lib/context";
import { DAY_MS } from "@/lib/core/time";
import { reportedProviders } from "@/lib/reconciliation/queries";
import { usageByModel } from "@/lib/usage/queries";

const USUAL = ["openai", "anthropic"];
/** Costs no money, so nobody sends a bill. */
const FREE = "sandbox";

/** Whose reports can be compared: those that there are, those that traffic went to, and the two whose reports are known. */
export async function loadProviders(ctx: Ctx): Promise<string[]> {
  const to = ctx.clock.now();
  const [reported, used] = await Promise.all([
    reportedProviders(ctx),
    usageByModel(ctx, { from: new Date(to.getTime() - 90 * DAY_MS), to }),
  ]);
  const names = [...reported, ...USUAL, ...used.flatMap(({ provider }) => provider ?? [])];
  return [...new Set(names)].filter((name) => name !== FREE || reported.includes(FREE));
}

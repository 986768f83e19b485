import type { Ctx } from "@/lib/context";
import { overridesOf, priceFor, priceOfVersion } from "@/lib/prices/account-prices";
import type { Price } from "@/lib/prices/price";
import { listPrices } from "@/lib/prices/queries";
import { refreshHeldPrices } from "@/lib/prices/refresh-held-prices";
import type { LogEntry } from "./contract";
import { type CostArithmetic, costLines } from "./cost-lines";

/**
 * How the cost of a request came about. `of` says which cost the lines add up to: the one that was booked when the request ended, or
 * the one it has since its last correction. Without arithmetic, `why` says for what reason there is none.
 */
export type CostStory =
  | { arithmetic: CostArithmetic; of: "booked" | "corrected" }
  | { arithmetic: null; why: "unpriced" | "no tokens" | "beyond tokens" | "price gone" };

/** How the cost of a request came about, by the prices that it was settled with, as far as they are known here. */
export async function explainCost(ctx: Pick<Ctx, "db" | "accountId">, entry: LogEntry): Promise<CostStory> {
  const { provider, modelUsed, startedAt } = entry;
  if (provider === null || modelUsed === null) return { arithmetic: null, why: "no tokens" };
  const [rows] = await Promise.all([listPrices(ctx), refreshHeldPrices(ctx.db)]);
  const own = overridesOf(rows);
  const asked = { provider, model: modelName(provider, modelUsed), at: startedAt };
  const now = priceFor(own, provider, asked.model, startedAt);
  return costStory(entry, (version) => {
    const named = version === null ? null : priceOfVersion(own, version, asked);
    return [named, now].filter((price) => price !== null);
  });
}

/**
 * The same by prices that `candidates` offers for a version, the likeliest first. Lines are shown only when they add up to the cost
 * to the nano-dollar: arithmetic that merely comes close explains nothing.
 */
export function costStory(entry: LogEntry, candidates: (version: string | null) => Price[]): CostStory {
  const { bookedCostNanoUsd, costNanoUsd, corrections } = entry;
  if (bookedCostNanoUsd === null && costNanoUsd === null) return { arithmetic: null, why: "unpriced" };
  const of = bookedCostNanoUsd === null ? "corrected" : "booked";
  const cost = bookedCostNanoUsd ?? costNanoUsd;
  const version = of === "booked" ? entry.priceVersion : (corrections.at(-1)?.priceVersion ?? null);
  const told = candidates(version).map((price) => costLines(entry, price));
  const exact = told.find((arithmetic) => arithmetic.cost === cost);
  if (exact !== undefined) return { arithmetic: exact, of };
  return { arithmetic: null, why: entry.beyondTokens ? "beyond tokens" : "price gone" };
}

/** The log has models as `provider/model`, the price book by the provider's own name. */
function modelName(provider: string, model: string): string {
  return model.startsWith(`${provider}/`) ? model.slice(provider.length + 1) : model;
}

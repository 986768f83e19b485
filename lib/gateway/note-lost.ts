import type { TokenUsage } from "@/lib/prices/price-usage";
import type { Trail } from "./call";

/** Notes what an attempt used that failed all the same, if its provider said so. */
export function noteLost({ lost, price }: Trail, usage: TokenUsage | null): void {
  if (usage !== null) lost.push({ usage, price });
}

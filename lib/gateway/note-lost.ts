import type { Trail } from "./call";
import { UNKNOWN_USAGE } from "./estimated-usage";
import { isDearer, tierNote } from "./service-tier";
import type { UsageReading } from "./usage-reading";

/**
 * Notes what an attempt used that failed all the same, if its provider said so. What it said that cannot be true makes the cost of
 * the call unknown, and a service tier of other prices makes it an estimate.
 */
export function noteLost(
  { lost, price, ownProviderKey: isOwn, usageFault }: Trail,
  { usage, ...reading }: UsageReading,
): void {
  const fault = reading.fault ?? usageFault;
  const { tier } = reading;
  if (usage !== null)
    lost.push(
      typeof tier === "string"
        ? { usage, price, isOwn, isEstimate: true, costsMore: isDearer(tier), note: tierNote(tier) }
        : { usage, price, isOwn },
    );
  else if (fault !== null)
    lost.push({ usage: UNKNOWN_USAGE, price, isOwn, note: `${fault}, for an attempt that failed.` });
}

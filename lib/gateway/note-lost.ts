import type { Trail } from "./call";
import { UNKNOWN_USAGE } from "./estimated-usage";
import type { UsageReading } from "./usage-reading";

/**
 * Notes what an attempt used that failed all the same, if its provider said so. What it said that cannot be true makes the cost of
 * the call unknown.
 */
export function noteLost({ lost, price, usageFault }: Trail, { usage, ...reading }: UsageReading): void {
  const fault = reading.fault ?? usageFault;
  if (usage !== null) lost.push({ usage, price });
  else if (fault !== null)
    lost.push({ usage: UNKNOWN_USAGE, price, note: `${fault}, for an attempt that failed.` });
}

import { writeRequestAddress } from "@/lib/core/request-address";
import type { RangeName, TimeChoice } from "@/lib/core/time-choice";

/** The span that is shown when the address says none. */
export const USUAL_SPAN: RangeName = "30d";

export const SPANS: Array<{ range: RangeName; label: string; name: string }> = [
  { range: "24h", label: "24 h", name: "Last 24 hours" },
  { range: "7d", label: "7 d", name: "Last 7 days" },
  { range: "30d", label: "30 d", name: "Last 30 days" },
  { range: "90d", label: "90 d", name: "Last 90 days" },
];

/** The address of a gate's usage over a span. */
export function gateUsageHref(gateId: string, time: TimeChoice, zone: string | null): string {
  const parts = writeRequestAddress({ filter: {}, time, zone }, USUAL_SPAN);
  return parts.size === 0 ? `/gates/${gateId}/usage` : `/gates/${gateId}/usage?${parts}`;
}

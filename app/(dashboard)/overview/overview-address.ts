import { type AddressParts, readRequestAddress, writeRequestAddress } from "@/lib/core/request-address";
import type { Dimension } from "@/lib/core/request-filter";
import type { RangeName, TimeChoice } from "@/lib/core/time-choice";
import { USUAL_USAGE_VIEW, type UsageView } from "@/lib/usage/chart/contract";

/** The span that is shown when an address says none. */
const USUAL_RANGE: RangeName = "7d";

/** What spend can be told apart by here; everything else is asked on the page of usage. */
export const OVERVIEW_GROUPS = ["model", "key", "gate", "provider"] as const satisfies readonly Dimension[];
type Group = (typeof OVERVIEW_GROUPS)[number];

/** What the first page shows: a span, whose days, told apart by what, and whether beside the period before. */
export type OverviewView = { time: TimeChoice; zone: string | null; group: Group; compare: boolean };

/** What an address asks of the first page; `ignored` names the parts that say nothing known. */
export function readOverview(parts: AddressParts): OverviewView & { ignored: string[] } {
  const { time, zone, filter, ignored } = readRequestAddress(parts, USUAL_RANGE);
  const group = OVERVIEW_GROUPS.find((name) => name === parts.group);
  if (group === undefined && parts.group !== undefined) ignored.push("group");
  return {
    time,
    zone,
    group: group ?? "model",
    compare: parts.compare === "true",
    // It shows the whole account: an address that narrows it is meant for another page.
    ignored: [...ignored, ...Object.keys(filter)],
  };
}

/** The address of the first page with some of a view changed. */
export function overviewHref(view: OverviewView, change: Partial<OverviewView> = {}): string {
  const next = { ...view, ...change };
  const parts = writeRequestAddress({ filter: {}, time: next.time, zone: next.zone }, USUAL_RANGE);
  if (next.group !== "model") parts.set("group", next.group);
  if (next.compare) parts.set("compare", "true");
  return parts.size === 0 ? "/overview" : `/overview?${parts}`;
}

/** The same as a view of the page of usage, for charts and for links to it. */
export function asUsageView(view: OverviewView, change: Partial<UsageView>): UsageView {
  return { ...USUAL_USAGE_VIEW, time: view.time, zone: view.zone, compare: view.compare, ...change };
}

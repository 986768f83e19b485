import { LinkChoices } from "@/components/ui/link-choices";
import { formatZone } from "@/lib/core/format";
import type { RangeName } from "@/lib/core/time-choice";
import { spanWords } from "@/lib/usage/chart/usage-words";
import type { OverviewPlan } from "../load-overview";
import { OVERVIEW_GROUPS, overviewHref } from "../overview-address";

const SPANS: Array<{ range: RangeName; label: string; name: string }> = [
  { range: "24h", label: "24 h", name: "Last 24 hours" },
  { range: "7d", label: "7 d", name: "Last 7 days" },
  { range: "30d", label: "30 d", name: "Last 30 days" },
  { range: "90d", label: "90 d", name: "Last 90 days" },
  { range: "mtd", label: "Month", name: "This month" },
];

/** Which span, by what, beside which period and in whose days: for everything on the page. Links, so that each is an address. */
export function OverviewToolbar({ plan }: { plan: OverviewPlan }) {
  const { view, zone, homeZone, range, now } = plan;
  const zones = [...new Set([homeZone, zone, "UTC"])];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <LinkChoices
        label="Span"
        items={SPANS.map(({ range: name, label, name: words }) => ({
          label,
          name: words,
          href: overviewHref(view, { time: { range: name, from: null, to: null } }),
          isCurrent: view.time.range === name,
        }))}
      />
      <LinkChoices
        label="Spend by"
        items={OVERVIEW_GROUPS.map((group) => ({
          label: `By ${group}`,
          href: overviewHref(view, { group }),
          isCurrent: view.group === group,
        }))}
      />
      <LinkChoices
        label="Compare"
        items={[
          { label: "Alone", href: overviewHref(view, { compare: false }), isCurrent: !view.compare },
          {
            label: "With the time before",
            href: overviewHref(view, { compare: true }),
            isCurrent: view.compare,
          },
        ]}
      />
      {zones.length > 1 ? (
        <LinkChoices
          label="Zone"
          items={zones.map((name) => ({
            label: formatZone(name, now),
            href: overviewHref(view, { zone: name === homeZone ? null : name }),
            isCurrent: name === zone,
          }))}
        />
      ) : null}
      {view.time.range === "custom" ? (
        <p className="text-muted text-sm">Shown: {spanWords(range, zone)}</p>
      ) : null}
    </div>
  );
}

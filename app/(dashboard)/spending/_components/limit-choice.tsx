import { LinkChoices } from "@/components/ui/link-choices";
import type { SpendingLimit } from "@/lib/spending/contract";
import { holderTitle, limitTitle, PERIOD_TITLES } from "../../_spending/limit-words";

const MOST = 8;

/** Whose period is shown, where there are several limits. */
export function LimitChoice({
  limits,
  shown,
}: {
  limits: readonly SpendingLimit[];
  shown: SpendingLimit | null;
}) {
  const offered = limits.slice(0, MOST);
  const all = shown === null || offered.includes(shown) ? offered : [...offered, shown];
  if (all.length < 2) return null;
  return (
    <div className="mb-4 min-w-0">
      <LinkChoices
        label="Limit"
        items={all.map((limit) => ({
          label: `${holderTitle(limit)}, ${PERIOD_TITLES[limit.period].toLowerCase()}`,
          name: limitTitle(limit),
          href: `/spending?limit=${limit.id}`,
          isCurrent: limit === shown,
        }))}
      />
    </div>
  );
}

import { ChartColumn } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { UsagePlan } from "@/lib/usage/chart/contract";
import { usageHref } from "@/lib/usage/chart/usage-address";
import { spanWords } from "@/lib/usage/chart/usage-words";

/** Nothing was used, or nothing that fits: why, and the way on. */
export function NoUsage({ plan: { view, range, zone } }: { plan: UsagePlan }) {
  const isFiltered = Object.keys(view.filter).length > 0;
  const longer = { ...view, time: { range: "90d", from: null, to: null } } as const;
  return (
    <div className="rounded-md border border-line">
      <EmptyState
        icon={<ChartColumn aria-hidden="true" />}
        title={`${isFiltered ? "No request fits the filters" : "No requests"} ${spanWords(range, zone)}`}
        action={
          <>
            {isFiltered ? (
              <ButtonLink href={usageHref({ ...view, filter: {} })}>Clear filters</ButtonLink>
            ) : null}
            {view.time.range === "90d" ? null : (
              <ButtonLink href={usageHref(longer)}>Show the last 90 days</ButtonLink>
            )}
            {isFiltered ? null : <ButtonLink href="/keys">API keys</ButtonLink>}
          </>
        }
      >
        {isFiltered
          ? "Clear them, or look at a longer time."
          : "Once a program sends a request with one of your API keys, what it uses and costs is counted here."}
      </EmptyState>
    </div>
  );
}

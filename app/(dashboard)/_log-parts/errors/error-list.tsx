import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { formatMoment } from "@/lib/core/format";
import { errorGroups } from "@/lib/logs/error-groups";
import type { ListProps } from "../list/list-props";
import { countFilters, logHref } from "../log-address";
import { filterPhrases } from "../toolbar/filter-words";
import { ErrorCard } from "./error-card";
import { filterOfGroup } from "./filter-of-group";

/** What went wrong within the filter, by its cause. */
export async function ErrorList({ ctx, place, view, filter, zone, names }: ListProps) {
  const { groups, countedSince } = await errorGroups(ctx, filter);
  const since =
    countedSince === null ? null : (
      <p role="status" className="text-muted text-sm">
        Counted since {formatMoment(countedSince, zone)}; earlier failures are not in these numbers. Choose a
        shorter time for all of them.
      </p>
    );
  if (groups.length === 0) {
    const phrases = filterPhrases(view.filter, names);
    return (
      <>
        {since}
        <EmptyState
          title="No request failed"
          action={<ButtonLink href={logHref(place, view, { tab: "rows" })}>Show all requests</ButtonLink>}
        >
          {countFilters(place, view.filter) === 0
            ? "Within this time every call was answered."
            : `Within this time no call failed that fits: ${phrases.join("; ")}.`}
        </EmptyState>
      </>
    );
  }
  return (
    <>
      {since}
      <ul className="flex flex-col gap-3">
        {groups.map((group) => (
          <ErrorCard
            key={group.latestRequestId}
            group={group}
            zone={zone}
            rowsHref={logHref(place, view, {
              tab: "rows",
              filter: filterOfGroup(view.filter, group),
            })}
            latestHref={logHref(place, view, { request: group.latestRequestId })}
          />
        ))}
      </ul>
    </>
  );
}

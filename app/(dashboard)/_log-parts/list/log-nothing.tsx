import { Send } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { only } from "@/lib/core/request-filter";
import { latestRequests } from "@/lib/logs/queries";
import { countFilters, logHref } from "../log-address";
import { filterPhrases } from "../toolbar/filter-words";
import type { ListProps } from "./list-props";

/** Nothing to show: because nothing was ever asked, because it was at another time, or because of the filters. */
export async function LogNothing({ ctx, place, view, names }: ListProps) {
  const { keyId } = place;
  const isFiltered = countFilters(place, view.filter) > 0;
  const [latest] = isFiltered
    ? []
    : await latestRequests(ctx, { ...(keyId === null ? {} : { keyId }), limit: 1 });
  if (isFiltered || latest !== undefined) {
    const filter = keyId === null ? {} : { key: only(keyId) };
    const wider = logHref(place, view, { time: { range: "90d", from: null, to: null } });
    return (
      <EmptyState
        title="No request matches"
        action={
          <>
            {isFiltered ? (
              <ButtonLink href={logHref(place, view, { filter })}>Clear filters</ButtonLink>
            ) : null}
            <ButtonLink href={wider}>Look at 90 days</ButtonLink>
          </>
        }
      >
        {isFiltered
          ? `Within this time nothing fits: ${filterPhrases(view.filter, names).join("; ")}.`
          : "There are requests, but none within this time."}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Send aria-hidden="true" />}
      title="No requests yet"
      action={
        <ButtonLink href={keyId === null ? "/keys" : `/keys/${keyId}`}>Make your first request</ButtonLink>
      }
    >
      Every call with one of your keys is listed here: which model answered, how long it took, what it cost,
      and why it failed when it did.
    </EmptyState>
  );
}

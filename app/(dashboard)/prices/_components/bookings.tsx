import { SimpleTable } from "@/components/data-table/simple-table";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { Ctx } from "@/lib/context";
import { formatCountExact, formatUsdColumn } from "@/lib/core/format";
import { type BookingId, isUuid } from "@/lib/core/ids";
import { listBookings } from "@/lib/corrections/queries";
import { correctHref } from "./correct-href";
import { modelRowsHref } from "./model-rows-href";
import { PriceSource } from "./price-source";

const PAGE = 50;

/** What was booked of prices that came later, newest first. */
export async function Bookings({ ctx, before }: { ctx: Ctx; before: string | null }) {
  const place = before !== null && isUuid(before) ? (before as BookingId) : null;
  const { bookings, hasMore } = await listBookings(ctx, { limit: PAGE, before: place });
  if (bookings.length === 0) {
    return (
      <EmptyState title="Nothing was booked yet">
        When a price comes after its requests, its page shows what it changes of the past, and booking that is
        listed here.
      </EmptyState>
    );
  }
  const differences = formatUsdColumn(bookings.map(({ deltaNanoUsd }) => deltaNanoUsd));
  const rows = bookings.map((booking, place) => ({ ...booking, difference: differences[place] ?? "" }));
  return (
    <>
      <SimpleTable
        caption="Bookings"
        rows={rows}
        rowId={({ id }) => id}
        columns={[
          {
            header: "Model",
            cell: ({ provider, model }) => (
              <span className="font-mono text-xs">{`${provider}/${model}`}</span>
            ),
          },
          { header: "Booked", cell: ({ createdAt }) => <Time value={createdAt} /> },
          { header: "Price", cell: ({ priceVersion }) => <PriceSource version={priceVersion} /> },
          {
            header: "Requests",
            align: "end",
            cell: (booking) => (
              <Link
                className="underline decoration-line underline-offset-2 hover:decoration-ink"
                href={modelRowsHref(booking, { certainty: ["corrected"] })}
              >
                {formatCountExact(booking.requests)}
                <span className="sr-only"> corrected requests to {booking.model} in the log</span>
              </Link>
            ),
          },
          { header: "Newly priced", align: "end", cell: ({ newlyPriced }) => formatCountExact(newlyPriced) },
          { header: "Difference", align: "end", cell: ({ difference }) => difference },
          {
            header: "State",
            cell: (booking) =>
              booking.finishedAt === null ? (
                <ButtonLink size="sm" href={correctHref(booking)}>
                  Go on booking
                </ButtonLink>
              ) : (
                <Badge tone="ok">Finished</Badge>
              ),
          },
        ]}
      />
      {hasMore ? (
        <nav aria-label="Pages" className="flex justify-end">
          <ButtonLink href={`/prices/bookings?before=${bookings.at(-1)?.id}`}>Older</ButtonLink>
        </nav>
      ) : null}
    </>
  );
}

import { SimpleTable } from "@/components/data-table/simple-table";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { Ctx } from "@/lib/context";
import { formatBucket, formatCountExact, formatUsd, formatUsdColumn } from "@/lib/core/format";
import type { SpendingLimit } from "@/lib/spending/contract";
import { exploreUsage } from "@/lib/usage/explore/explore-usage";
import { rowsHref } from "../../_log-parts/log-address";
import { countedSums, type LedgerDay, ledgerDays } from "../ledger-days";
import { type ShownSpan, sinceWords } from "../shown-span";
import { LimitChoice } from "./limit-choice";

const LINK = "rounded-sm hover:underline";

/** The period of a limit day by day with its running total; each number opens its requests. */
export async function LedgerCard({
  ctx,
  limits,
  shown,
  span,
}: {
  ctx: Ctx;
  limits: readonly SpendingLimit[];
  shown: SpendingLimit | null;
  span: ShownSpan;
}) {
  const { from, to, zone, grain, filter, counted, countsOwnKeys } = span;
  const {
    starts,
    totals,
    total: whole,
  } = await exploreUsage(ctx, {
    from,
    to,
    zone,
    grain,
    metric: "spend",
    filter,
    top: 1,
  });
  const total = countedSums(whole, countsOwnKeys);
  const days = ledgerDays({ starts, totals, from, to, countsOwnKeys });
  return (
    <Card
      title={shown === null ? "Day by day" : `Ledger of ${span.of}`}
      description={sentence(span, total.costNanoUsd)}
    >
      <LimitChoice limits={limits} shown={shown} />
      {days.length === 0 ? (
        <p className="text-muted">No requests in this time.</p>
      ) : (
        <LedgerTable days={days} span={span} />
      )}
      {total.unpriced === 0 ? null : (
        <p className="mt-2 text-subtle text-xs">
          {formatCountExact(total.unpriced)}{" "}
          {total.unpriced === 1
            ? "request has no known price and is"
            : "requests have no known price and are"}{" "}
          in no sum.
        </p>
      )}
      {counted === null || counted >= total.costNanoUsd ? null : (
        <p className="mt-2 text-subtle text-xs">
          The limit counts {formatUsd(counted)} of it: it began anew within this time.
        </p>
      )}
    </Card>
  );
}

function sentence(span: ShownSpan, cost: bigint): string {
  const left = span.countsOwnKeys ? "" : ", own provider keys left out";
  return `${formatUsd(cost)} was spent ${sinceWords(span)}${left}.`;
}

function LedgerTable({ days, span }: { days: LedgerDay[]; span: ShownSpan }) {
  const spent = formatUsdColumn(days.map(({ costNanoUsd }) => costNanoUsd));
  const running = formatUsdColumn(days.map(({ runningNanoUsd }) => runningNanoUsd));
  const rows = days.map((day, at) => ({ ...day, spent: spent[at] ?? "", running: running[at] ?? "" }));
  const filter = span.countsOwnKeys ? span.filter : { ...span.filter, ownProviderKey: false };
  const href = (day: LedgerDay) => rowsHref(filter, { from: day.from, to: day.to }, span.zone);
  return (
    <SimpleTable
      caption={`Ledger of ${span.of}, the newest first`}
      rows={rows}
      rowId={({ from }) => from.toISOString()}
      columns={[
        {
          header: span.grain === "hour" ? "Hour" : "Day",
          cell: (day) => (
            <Link href={href(day)} className={LINK}>
              {formatBucket(day.start, span.grain, span.zone)}
            </Link>
          ),
        },
        { header: "Requests", align: "end", cell: ({ requests }) => formatCountExact(requests) },
        {
          header: "Spent",
          align: "end",
          cell: (day) => (
            <Link href={href(day)} className={LINK}>
              {day.spent}
            </Link>
          ),
        },
        { header: "Total", align: "end", cell: (day) => day.running },
      ]}
    />
  );
}

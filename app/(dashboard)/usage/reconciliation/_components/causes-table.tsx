import { type SimpleColumn, SimpleTable } from "@/components/data-table/simple-table";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { formatCountExact, formatUsd } from "@/lib/core/format";
import type { CauseTotal, Reconciliation } from "@/lib/reconciliation/contract";
import { CAUSES } from "./cause-words";
import { reportRowsHref } from "./report-rows-href";

/** The difference by cause; the amounts add up to it. */
export function CausesTable({ found }: { found: Reconciliation }) {
  const columns: SimpleColumn<CauseTotal>[] = [
    {
      header: "Cause",
      cell: ({ cause }) => <Badge tone={CAUSES[cause].tone}>{CAUSES[cause].label}</Badge>,
    },
    {
      header: "Amount",
      align: "end",
      cell: ({ nanoUsd, unknown, days }) => (unknown === days ? "—" : formatUsd(nanoUsd)),
    },
    {
      header: "Days × models",
      align: "end",
      cell: (total) => <RowsOf found={found} total={total} />,
    },
    { header: "Meaning", cell: ({ cause }) => <span className="text-muted">{CAUSES[cause].means}</span> },
  ];
  if (found.causes.length === 0) return null;
  return (
    <section aria-labelledby="causes" className="flex min-w-0 flex-col gap-3">
      <h2 id="causes" className="text-base">
        Difference by cause
      </h2>
      <SimpleTable
        caption="Difference by cause"
        columns={columns}
        rows={found.causes}
        rowId={({ cause }) => cause}
      />
    </section>
  );
}

/** How many days of models have a cause, as a link to their requests. */
function RowsOf({ found, total: { cause, days } }: { found: Reconciliation; total: CauseTotal }) {
  const having = found.days.filter(({ parts }) => parts.some((part) => part.cause === cause));
  const names = having.flatMap((day) => day.names);
  if (names.length === 0) return formatCountExact(days);
  const inOrder = having.map(({ day }) => day).toSorted();
  const [from = found.from, to = found.to] = [inOrder[0], inOrder.at(-1)];
  return (
    <Link
      href={reportRowsHref({ provider: found.provider, names, from, to }, cause)}
      className="underline underline-offset-2"
    >
      {formatCountExact(days)}
    </Link>
  );
}

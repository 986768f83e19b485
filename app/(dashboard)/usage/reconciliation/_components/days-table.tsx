import { type SimpleColumn, SimpleTable } from "@/components/data-table/simple-table";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { formatCount, formatDate, formatUsd } from "@/lib/core/format";
import type { ReconciledDay, Reconciliation, Tokens } from "@/lib/reconciliation/contract";
import { CAUSES } from "./cause-words";
import { reportRowsHref } from "./report-rows-href";

/** A page shows this many at once; programs have them all. */
const MOST_ROWS = 400;

/** Every day of every model of the month, both sides and why they differ. Those that agree come last. */
export function DaysTable({ found }: { found: Reconciliation }) {
  const rows = found.days.toSorted((a, b) => Number(b.parts.length > 0) - Number(a.parts.length > 0));
  return (
    <section aria-labelledby="days" className="flex min-w-0 flex-col gap-3">
      <h2 id="days" className="scroll-mt-20 text-base">
        Days and models
      </h2>
      <SimpleTable
        caption="Days and models"
        columns={columnsOf(found.provider)}
        rows={rows.slice(0, MOST_ROWS)}
        rowId={({ day, model }) => `${day} ${model}`}
      />
      {rows.length > MOST_ROWS ? (
        <p className="text-muted">
          {rows.length - MOST_ROWS} more, most of which agree, are in the answer of GET /v1/reconciliation.
        </p>
      ) : null}
    </section>
  );
}

function columnsOf(provider: string): SimpleColumn<ReconciledDay>[] {
  return [
    { header: "Day (UTC)", cell: ({ day }) => formatDate(new Date(`${day}T00:00:00Z`)) },
    { header: "Model", cell: ({ model }) => <span className="font-mono text-xs">{model}</span> },
    { header: "Requests", align: "end", cell: (row) => <Requests row={row} provider={provider} /> },
    {
      header: "Tokens",
      align: "end",
      cell: ({ theirs, ours }) => both(tokens(theirs?.tokens), tokens(ours.tokens)),
    },
    {
      header: "Cost",
      align: "end",
      cell: ({ theirs, ours, isValued }) =>
        both(
          isValued ? "no amount" : formatUsd(theirs?.costNanoUsd ?? null),
          ours.costNanoUsd === 0n && ours.unpriced > 0 ? "—" : formatUsd(ours.costNanoUsd),
        ),
    },
    {
      header: "Difference",
      align: "end",
      cell: ({ differenceNanoUsd, isValued }) => formatUsd(differenceNanoUsd, { estimated: isValued }),
    },
    { header: "Causes", cell: (row) => <Causes row={row} provider={provider} /> },
  ];
}

/** Theirs above ours, so that both are one glance. */
function both(theirs: string, ours: string) {
  return (
    <span className="relative flex flex-col py-1 leading-tight">
      <span>
        <span className="sr-only">Provider: </span>
        {theirs}
      </span>
      <span className="text-subtle text-xs">Layer: {ours}</span>
    </span>
  );
}

function Requests({ row: { theirs, ours, names, day }, provider }: { row: ReconciledDay; provider: string }) {
  const requests = theirs?.requests ?? null;
  return (
    <span className="relative flex flex-col py-1 leading-tight">
      <span>
        <span className="sr-only">Provider: </span>
        {requests === null ? "—" : formatCount(requests)}
      </span>
      {names.length === 0 ? (
        <span className="text-subtle text-xs">Layer: 0</span>
      ) : (
        <Link
          href={reportRowsHref({ provider, names, from: day, to: day })}
          className="text-subtle text-xs underline underline-offset-2 hover:text-ink"
        >
          Layer: {formatCount(ours.requests)}
        </Link>
      )}
    </span>
  );
}

function Causes({ row: { parts, names, day }, provider }: { row: ReconciledDay; provider: string }) {
  if (parts.length === 0) return <Badge tone="ok">Agrees</Badge>;
  return (
    <span className="flex gap-1">
      {parts.map(({ cause, nanoUsd }) => {
        const chip = (
          <Badge tone={CAUSES[cause].tone}>
            {CAUSES[cause].label} {formatUsd(nanoUsd)}
          </Badge>
        );
        if (names.length === 0) return <span key={cause}>{chip}</span>;
        return (
          <Link
            key={cause}
            href={reportRowsHref({ provider, names, from: day, to: day }, cause)}
            className="rounded-sm"
          >
            {chip}
          </Link>
        );
      })}
    </span>
  );
}

function tokens(of: Tokens | null | undefined): string {
  if (of === null || of === undefined) return "—";
  return formatCount(Object.values(of).reduce((sum, count) => sum + count, 0));
}

import { type SimpleColumn, SimpleTable } from "@/components/data-table/simple-table";
import type { Ctx } from "@/lib/context";
import { formatDate, formatUsd } from "@/lib/core/format";
import type { ProviderReport } from "@/lib/reconciliation/contract";
import { listReports } from "@/lib/reconciliation/queries";
import { browserZone } from "@/lib/transport/viewer-zone";
import { DeleteReport } from "./delete-report";

const SHOWN = 50;

/** The reports that were imported, the latest first. */
export async function ReportsCard({ ctx }: { ctx: Ctx }) {
  const [{ items, hasMore }, zone] = await Promise.all([listReports(ctx, { limit: SHOWN }), browserZone()]);
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="reports" className="flex min-w-0 flex-col gap-3">
      <h2 id="reports" className="text-base">
        Imported reports
      </h2>
      <SimpleTable caption="Imported reports" columns={columnsIn(zone)} rows={items} rowId={({ id }) => id} />
      {hasMore ? <p className="text-muted">Older ones are in GET /v1/reconciliation/reports.</p> : null}
    </section>
  );
}

function columnsIn(zone: string): SimpleColumn<ProviderReport>[] {
  const day = (text: string) => formatDate(new Date(`${text}T00:00:00Z`));
  return [
    {
      header: "File",
      cell: ({ fileName }) => <span className="inline-block max-w-60 truncate align-bottom">{fileName}</span>,
    },
    { header: "Provider", cell: ({ provider }) => provider },
    { header: "Read as", cell: ({ format }) => format },
    { header: "Days (UTC)", cell: ({ firstDay, lastDay }) => `${day(firstDay)} – ${day(lastDay)}` },
    { header: "Models", align: "end", cell: ({ models }) => models },
    { header: "Amount", align: "end", cell: ({ costNanoUsd }) => formatUsd(costNanoUsd) },
    { header: "Imported", cell: ({ createdAt }) => formatDate(createdAt, zone) },
    { header: "Delete", cell: ({ id, fileName }) => <DeleteReport id={id} name={fileName} /> },
  ];
}

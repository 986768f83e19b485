import { SimpleTable } from "@/components/data-table/simple-table";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { formatCountExact } from "@/lib/core/format";
import { only, type RequestFilter } from "@/lib/core/request-filter";
import type { CorrectionPreview, CorrectionSums } from "@/lib/corrections/contract";
import { differenceText, knownText } from "./correction-words";
import { modelRowsHref } from "./model-rows-href";

/** The difference per key, and per gate. Each number of requests opens them. */
export function CorrectedKeys({ preview }: { preview: CorrectionPreview }) {
  return (
    <>
      <Card title="Per key">
        <SumsTable
          caption="What the price changes per key"
          first="Key"
          preview={preview}
          rows={preview.keys.map(({ keyId, keyName, ...sums }) => ({
            id: keyId,
            name: keyName ?? "A key that is gone",
            filter: { key: only(keyId) },
            ...sums,
          }))}
        />
      </Card>
      <Card title="Per gate">
        <SumsTable
          caption="What the price changes per gate"
          first="Gate"
          preview={preview}
          rows={preview.gates.map(({ gateId, gateName, ...sums }) => ({
            id: gateId ?? "none",
            name: gateName ?? (gateId === null ? "No gate" : "A gate that is gone"),
            filter: { gate: only(gateId) },
            ...sums,
          }))}
        />
      </Card>
    </>
  );
}

type Row = CorrectionSums & { id: string; name: string; filter: RequestFilter };

function SumsTable({
  caption,
  first,
  rows,
  preview,
}: {
  caption: string;
  first: string;
  rows: Row[];
  preview: CorrectionPreview;
}) {
  const end = "end" as const;
  return (
    <SimpleTable
      caption={caption}
      rows={rows}
      rowId={({ id }) => id}
      columns={[
        { header: first, cell: ({ name }) => name },
        {
          header: "Requests",
          align: end,
          cell: ({ requests, filter, name }) => (
            <Link
              className="underline decoration-line underline-offset-2 hover:decoration-ink"
              href={modelRowsHref(preview, filter)}
            >
              {formatCountExact(requests)}
              <span className="sr-only"> of {name} in the log</span>
            </Link>
          ),
        },
        { header: "To correct", align: end, cell: ({ changed }) => formatCountExact(changed) },
        {
          header: "Unpriced now",
          align: end,
          cell: ({ unpricedBefore }) => formatCountExact(unpricedBefore),
        },
        { header: "Unpriced then", align: end, cell: ({ unpricedAfter }) => formatCountExact(unpricedAfter) },
        { header: "Cost now", align: end, cell: (sums) => knownText(sums).before },
        { header: "Cost afterwards", align: end, cell: (sums) => knownText(sums).after },
        { header: "Difference", align: end, cell: (sums) => differenceText(sums) },
      ]}
    />
  );
}

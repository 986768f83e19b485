import { CircleAlert, CircleCheck } from "lucide-react";
import { type SimpleColumn, SimpleTable } from "@/components/data-table/simple-table";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import { formatCountExact, formatLatency, formatUsdColumn } from "@/lib/core/format";
import type { KeySecret } from "@/lib/keys/rotation/contract";
import type { RequestRow } from "@/lib/logs/queries";
import { tokenTotals } from "@/lib/usage/token-totals";
import { modelName } from "./usage-words";

type Row = RequestRow & { cost: string; zone: string; secret: string };

/** Why a cost is less than certain; the settled ones need no mark. */
const MARKS: Record<RequestRow["settlement"], string | null> = {
  final: null,
  estimated: "estimated",
  interrupted: "interrupted",
  unpriced: "no price",
};

const columns: SimpleColumn<Row>[] = [
  { header: "Time", cell: (row) => <Time value={row.startedAt} zone={row.zone} /> },
  { header: "Status", cell: (row) => <Status row={row} /> },
  {
    header: "Gate",
    cell: ({ gateName }) =>
      gateName === null ? (
        "—"
      ) : (
        <span title={gateName} className="block max-w-44 truncate">
          {gateName}
        </span>
      ),
  },
  {
    header: "Model",
    cell: (row) => {
      const name = modelName(row.modelUsed ?? row.modelAsked);
      return (
        <span title={name} className="block max-w-48 truncate font-mono text-xs">
          {name}
        </span>
      );
    },
  },
  {
    header: "Tokens in",
    align: "end",
    cell: (row) => formatCountExact(tokenTotals(row).input),
  },
  { header: "Tokens out", align: "end", cell: (row) => formatCountExact(tokenTotals(row).output) },
  { header: "Latency", align: "end", cell: (row) => formatLatency(row.latencyMs) },
  {
    header: "Cost",
    align: "end",
    cell: (row) => (
      <>
        {MARKS[row.settlement] === null ? null : (
          <span className="mr-1.5 text-subtle text-xs">{MARKS[row.settlement]}</span>
        )}
        {row.cost}
      </>
    ),
  },
];

const secretColumn: SimpleColumn<Row> = {
  header: "Secret",
  cell: (row) => <span className="font-mono text-xs">{row.secret}</span>,
};

/** The latest requests of a key, newest first; of one that has had several secrets, with the one each sent. */
export function RequestsTable({
  requests,
  zone,
  secrets,
}: {
  requests: RequestRow[];
  zone: string;
  secrets: ReadonlyArray<Pick<KeySecret, "id" | "lastFour">>;
}) {
  const costs = formatUsdColumn(requests.map((row) => row.costNanoUsd));
  const lastFours = new Map<string, string>(secrets.map(({ id, lastFour }) => [id, `…${lastFour}`]));
  const rows = requests.map((row, index) => ({
    ...row,
    zone,
    cost: costs[index] ?? "—",
    secret: lastFours.get(row.secretId) ?? "—",
  }));
  const shown = secrets.length > 1 ? [...columns.slice(0, 2), secretColumn, ...columns.slice(2)] : columns;
  return <SimpleTable caption="Latest requests" columns={shown} rows={rows} rowId={(row) => row.id} />;
}

function Status({ row }: { row: RequestRow }) {
  if (row.status < 400) {
    return (
      <Badge tone="ok" icon={CircleCheck}>
        {row.status}
      </Badge>
    );
  }
  return (
    <span className="inline-flex items-center gap-1.5">
      <Badge tone="danger" icon={CircleAlert}>
        {row.status}
      </Badge>
      {row.errorCode === null ? null : (
        <a className="text-muted text-xs hover:underline" href={`/docs/errors#${row.errorCode}`}>
          {row.errorCode}
        </a>
      )}
    </span>
  );
}

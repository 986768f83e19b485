import { CircleAlert, CircleCheck } from "lucide-react";
import { type SimpleColumn, SimpleTable } from "@/components/data-table/simple-table";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import type { ProofRow, SecretView } from "../../../_components/proof-view";

const columns: SimpleColumn<ProofRow>[] = [
  { header: "Time", cell: ({ startedAt }) => <Time value={startedAt} /> },
  {
    header: "Status",
    cell: ({ status, errorCode }) => (
      <span className="inline-flex items-center gap-1.5">
        <Badge tone={status < 400 ? "ok" : "danger"} icon={status < 400 ? CircleCheck : CircleAlert}>
          {status}
        </Badge>
        {errorCode === null ? null : (
          <a className="text-muted text-xs hover:underline" href={`/docs/errors#${errorCode}`}>
            {errorCode}
          </a>
        )}
      </span>
    ),
  },
  { header: "Model", cell: ({ model }) => <span className="font-mono text-xs">{model || "—"}</span> },
  { header: "Network", cell: ({ network }) => network ?? "—" },
  {
    header: "Program",
    cell: ({ userAgent }) => (
      <span title={userAgent ?? undefined} className="inline-block max-w-64 truncate align-middle">
        {userAgent ?? "—"}
      </span>
    ),
  },
];

/** The calls behind the sentence about an old secret: these programs still have it. */
export function OldSecretRows({ secret }: { secret: SecretView }) {
  const caption = `Latest requests with the old secret …${secret.lastFour}`;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <h3>{caption}</h3>
      <SimpleTable caption={caption} columns={columns} rows={secret.rows} rowId={({ id }) => id} />
    </div>
  );
}

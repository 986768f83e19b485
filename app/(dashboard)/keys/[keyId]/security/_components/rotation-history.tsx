import { type SimpleColumn, SimpleTable } from "@/components/data-table/simple-table";
import { Time } from "@/components/ui/time";
import type { KeySecret } from "@/lib/keys/rotation/contract";
import { maskedKey } from "../../../_components/key-state";

type Row = KeySecret & { zone: string };

const WORDS: Record<KeySecret["state"], string> = {
  newest: "Newest",
  ending: "Still works",
  ended: "Ended as planned",
  stopped: "Stopped",
};

const columns: SimpleColumn<Row>[] = [
  { header: "Secret", cell: (secret) => <code>{maskedKey(secret)}</code> },
  { header: "State", cell: ({ state }) => WORDS[state] },
  { header: "Created", cell: ({ createdAt, zone }) => <Time value={createdAt} zone={zone} /> },
  {
    header: "Last used",
    cell: ({ lastUsedAt, zone }) => (lastUsedAt === null ? "Never" : <Time value={lastUsedAt} zone={zone} />),
  },
  {
    header: "End",
    cell: ({ endsAt, stoppedAt, zone }) => {
      const end = stoppedAt ?? endsAt;
      return end === null ? "—" : <Time value={end} zone={zone} />;
    },
  },
];

/** The secrets a key has had, newest first: each but the first is a rotation. */
export function RotationHistory({ secrets, zone }: { secrets: KeySecret[]; zone: string }) {
  const rows = secrets.map((secret) => ({ ...secret, zone }));
  return (
    <section aria-labelledby="rotations-heading" className="flex min-w-0 flex-col gap-3">
      <h2 id="rotations-heading" className="text-base">
        Rotations
      </h2>
      {rows.length < 2 ? <p className="text-muted">The key still has its first secret.</p> : null}
      <SimpleTable caption="Secrets of this key" columns={columns} rows={rows} rowId={({ id }) => id} />
    </section>
  );
}

"use client";

import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { type SimpleColumn, SimpleTable } from "@/components/data-table/simple-table";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import { useToasts } from "@/components/ui/toast";
import type { KeyNetwork } from "@/lib/keys/key-networks";
import { attempt } from "@/lib/transport/attempt";
import { knowNetworkAction } from "../../../actions";

/** Where the key was used from, the latest first. */
export function NetworksTable({ keyId, networks }: { keyId: string; networks: KeyNetwork[] }) {
  const { know, busy } = useKnowNetwork(keyId);
  const columns: SimpleColumn<KeyNetwork>[] = [
    { header: "Network", cell: ({ network }) => <code>{network}</code> },
    { header: "First seen", cell: ({ firstSeenAt }) => <Time value={firstSeenAt} /> },
    { header: "Last seen", cell: ({ lastSeenAt }) => <Time value={lastSeenAt} /> },
    {
      header: "Whose",
      cell: ({ network, knownAt }) =>
        knownAt === null ? (
          <Button
            size="sm"
            aria-label={`${network} is mine`}
            loading={busy === network}
            onClick={() => void know(network)}
          >
            This is mine
          </Button>
        ) : (
          <Badge tone="ok" icon={CircleCheck}>
            Yours
          </Badge>
        ),
    },
  ];
  return (
    <section aria-labelledby="networks-heading" className="flex min-w-0 flex-col gap-3">
      <h2 id="networks-heading" className="text-base">
        Networks
      </h2>
      {networks.length === 0 ? (
        <p className="text-muted">No call has told where it came from yet.</p>
      ) : (
        <SimpleTable
          caption="Networks this key was used from"
          columns={columns}
          rows={networks}
          rowId={({ network }) => network}
        />
      )}
    </section>
  );
}

function useKnowNetwork(keyId: string) {
  const toasts = useToasts();
  const [busy, setBusy] = useState<string | null>(null);

  async function know(network: string) {
    setBusy(network);
    const known = await attempt(() => knowNetworkAction({ keyId, network }));
    setBusy(null);
    if (known.ok) toasts.add({ title: "Noted", description: `${network} is yours.` });
    else toasts.add({ title: "Not noted", description: known.error.message, kind: "error" });
  }

  return { know, busy };
}

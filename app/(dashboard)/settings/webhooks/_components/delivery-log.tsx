"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { SimpleTable } from "@/components/data-table/simple-table";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import { SECOND_MS } from "@/lib/core/time";
import type { Delivery } from "@/lib/webhooks/contract";
import { DeliveryDialog } from "./delivery-dialog";
import { DeliveryState } from "./webhook-state";

const LOOK_AGAIN_MS = 2 * SECOND_MS;

/** What was sent to a webhook, newest first. While something has not been tried yet, the page looks again by itself. */
export function DeliveryLog({ webhookId, deliveries }: { webhookId: string; deliveries: Delivery[] }) {
  const router = useRouter();
  const [open, setOpen] = useState<string | null>(null);
  const isWaiting = deliveries.some(({ state, attemptCount }) => state === "pending" && attemptCount === 0);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => router.refresh(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isWaiting, router]);

  return (
    <>
      <SimpleTable
        caption="Deliveries, newest first"
        rows={deliveries}
        rowId={({ id }) => id}
        columns={[
          { header: "Event", cell: ({ type }) => <code className="text-xs">{type}</code> },
          { header: "State", cell: (delivery) => <DeliveryState {...delivery} /> },
          { header: "Attempts", align: "end", cell: ({ attemptCount }) => attemptCount },
          { header: "Last answer", cell: ({ attempts }) => lastAnswer(attempts) },
          { header: "Queued", cell: ({ createdAt }) => <Time value={createdAt} className="text-muted" /> },
          {
            header: "Details",
            cell: ({ id, type }) => (
              <Button size="sm" aria-label={`Details of ${type}`} onClick={() => setOpen(id)}>
                Details
              </Button>
            ),
          },
        ]}
      />
      <DeliveryDialog
        webhookId={webhookId}
        delivery={deliveries.find(({ id }) => id === open) ?? null}
        onClose={() => setOpen(null)}
      />
    </>
  );
}

function lastAnswer(attempts: Delivery["attempts"]): string {
  const last = attempts.at(-1);
  if (last === undefined) return "—";
  return last.status === null ? "none" : `${last.status}`;
}

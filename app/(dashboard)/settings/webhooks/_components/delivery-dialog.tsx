"use client";

import { useState } from "react";
import { SimpleTable } from "@/components/data-table/simple-table";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Time } from "@/components/ui/time";
import { useToasts } from "@/components/ui/toast";
import { formatLatency } from "@/lib/core/format";
import { attempt } from "@/lib/transport/attempt";
import type { Delivery } from "@/lib/webhooks/contract";
import { resendDeliveryAction } from "../actions";

/** One delivery: every attempt, the body as it is sent, and the way to send it again. */
export function DeliveryDialog({
  webhookId,
  delivery,
  onClose,
}: {
  webhookId: string;
  delivery: Delivery | null;
  onClose: () => void;
}) {
  const toasts = useToasts();
  const [pending, setPending] = useState(false);
  // What is being closed stays readable while it fades out.
  const [last, setLast] = useState(delivery);
  if (delivery !== null && delivery !== last) setLast(delivery);

  async function resend(deliveryId: string) {
    setPending(true);
    const result = await attempt(() => resendDeliveryAction({ webhookId, deliveryId }));
    setPending(false);
    if (!result.ok) {
      toasts.add({ kind: "error", title: "Not sent again", description: result.error.message });
      return;
    }
    toasts.add({ title: "Event queued again", description: "It has the same webhook-id as before." });
    onClose();
  }

  if (last === null) return null;
  return (
    <Dialog
      open={delivery !== null}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={last.type}
      description={`webhook-id ${last.eventId}`}
    >
      <DialogBody>
        {last.nextAttemptAt === null ? null : (
          <p className="text-muted">
            {last.attemptCount === 0 ? "It is sent within seconds." : "It is tried again "}
            {last.attemptCount === 0 ? null : <Time value={last.nextAttemptAt} />}
          </p>
        )}
        <Attempts attempts={last.attempts} />
        <CodeBlock label="Body" code={bodyText(last)} />
      </DialogBody>
      <DialogFooter>
        <DialogClose>Close</DialogClose>
        <Button variant="primary" loading={pending} onClick={() => void resend(last.id)}>
          Resend
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function Attempts({ attempts }: { attempts: Delivery["attempts"] }) {
  if (attempts.length === 0) return <p className="text-muted">Nothing was tried yet.</p>;
  return (
    <SimpleTable
      caption="Attempts"
      rows={attempts}
      rowId={({ at }) => at}
      columns={[
        { header: "Attempt", cell: ({ at }) => <Time value={at} /> },
        { header: "Answer", cell: ({ status }) => status ?? "none" },
        { header: "Took", align: "end", cell: ({ latencyMs }) => formatLatency(latencyMs) },
        {
          header: "Result",
          cell: ({ error }) => <span className="whitespace-normal text-muted">{error ?? "Taken"}</span>,
        },
      ]}
    />
  );
}

function bodyText({ type, occurredAt, data }: Delivery): string {
  return JSON.stringify({ type, timestamp: occurredAt.toISOString(), data }, null, 2);
}

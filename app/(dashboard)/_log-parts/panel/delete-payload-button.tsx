"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { FormFailure } from "@/components/ui/form-failure";
import { useToasts } from "@/components/ui/toast";
import type { ActionError } from "@/lib/transport/action-error";
import { attempt } from "@/lib/transport/attempt";
import { deletePayloadAction } from "./actions";

/** Deletes what was kept of a request, for good; its row and its cost stay. */
export function DeletePayloadButton({ requestId }: { requestId: string }) {
  const toasts = useToasts();
  const [asks, setAsks] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<ActionError | null>(null);

  async function remove() {
    setPending(true);
    setError(null);
    const deleted = await attempt(() => deletePayloadAction({ requestId }));
    setPending(false);
    if (!deleted.ok) return setError(deleted.error);
    setAsks(false);
    toasts.add({ title: "Payload deleted" });
  }

  return (
    <>
      <Button
        size="sm"
        icon={<Trash2 aria-hidden="true" className="size-3.5" />}
        onClick={() => setAsks(true)}
      >
        Delete payload…
      </Button>
      <AlertDialog
        danger
        open={asks}
        onOpenChange={setAsks}
        title="Delete what was asked and answered?"
        description="The messages of this request are deleted for good. Its row, its tokens and its cost stay."
        confirmLabel="Delete payload"
        loading={pending}
        onConfirm={() => void remove()}
      >
        <FormFailure failure={error} />
      </AlertDialog>
    </>
  );
}

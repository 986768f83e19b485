"use client";

import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { useToasts } from "@/components/ui/toast";
import { attempt } from "@/lib/transport/attempt";
import { deletePriceAction } from "../actions";

/** Takes back a price that is not in force yet. */
export function DeletePriceButton({ priceId, name }: { priceId: string; name: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const toasts = useToasts();

  async function confirm() {
    if (isPending) return;
    setIsPending(true);
    const result = await attempt(() => deletePriceAction({ priceId }));
    setIsPending(false);
    if (!result.ok) return setFailure(result.error.message);
    setIsOpen(false);
    toasts.add({ title: "Price taken back", description: `${name} keeps the price it has.` });
  }

  return (
    <>
      <Button size="sm" onClick={() => setIsOpen(true)}>
        Take back
        <span className="sr-only"> the price of {name}</span>
      </Button>
      <AlertDialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title={`Take back the price of ${name}?`}
        description="It does not hold yet, so no request was priced with it."
        confirmLabel="Take back"
        danger
        loading={isPending}
        onConfirm={confirm}
      >
        {failure === null ? null : (
          <Callout tone="danger" role="alert">
            {failure}
          </Callout>
        )}
      </AlertDialog>
    </>
  );
}

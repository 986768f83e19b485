"use client";

import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { useToasts } from "@/components/ui/toast";
import { attempt } from "@/lib/transport/attempt";
import { acceptPriceListAction, declinePriceListAction } from "../actions";

/** Accepts or declines a list; accepting asks first, since it changes what every request costs from then on. */
export function DecideList({ source, isDeclined }: { source: string; isDeclined: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const [pending, setPending] = useState<"accept" | "decline" | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const toasts = useToasts();

  async function decide(what: "accept" | "decline") {
    if (pending !== null) return;
    setPending(what);
    setFailure(null);
    const action = what === "accept" ? acceptPriceListAction : declinePriceListAction;
    const result = await attempt(() => action({ source }));
    setPending(null);
    if (!result.ok) return setFailure(result.error.message);
    setIsOpen(false);
    toasts.add(
      what === "accept"
        ? { title: "List prices accepted", description: `${source} holds from now on.` }
        : { title: "List prices declined", description: "The prices stay as they are." },
    );
  }

  return (
    <>
      {isDeclined ? null : (
        <Button loading={pending === "decline"} onClick={() => decide("decline")}>
          Decline
        </Button>
      )}
      <Button onClick={() => setIsOpen(true)}>{isDeclined ? "Accept after all" : "Accept"}</Button>
      {failure === null || isOpen ? null : <Callout tone="danger" role="alert" title={failure} />}
      <AlertDialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title={`Accept ${source}?`}
        description="Its prices hold for requests that start from now on, on every instance and in every account. What is in the log keeps its cost."
        confirmLabel="Accept"
        loading={pending === "accept"}
        onConfirm={() => decide("accept")}
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

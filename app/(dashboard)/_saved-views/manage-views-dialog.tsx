"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { FormFailure } from "@/components/ui/form-failure";
import { useToasts } from "@/components/ui/toast";
import type { ActionError } from "@/lib/transport/action-error";
import { attempt } from "@/lib/transport/attempt";
import { deleteViewAction } from "./actions";
import type { OfferedView } from "./offered-view";

/** All views of the page with a way to delete each. */
export function ManageViewsDialog({
  open,
  views,
  onClose,
}: {
  open: boolean;
  views: ReadonlyArray<OfferedView>;
  onClose: () => void;
}) {
  const toasts = useToasts();
  const [pending, setPending] = useState<string | null>(null);
  const [error, setError] = useState<ActionError | null>(null);

  async function remove({ id, name }: OfferedView) {
    if (pending !== null) return;
    setPending(id);
    setError(null);
    const deleted = await attempt(() => deleteViewAction({ viewId: id }));
    setPending(null);
    if (!deleted.ok) return setError(deleted.error);
    toasts.add({ title: `View ${name} deleted` });
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title="Delete a view"
      description="A view is only a name for an address: what it shows stays."
      size="sm"
    >
      <DialogBody>
        {views.length === 0 ? <p className="text-muted">There are no saved views.</p> : null}
        <ul className="flex flex-col divide-y divide-line">
          {views.map((view) => (
            <li key={view.id} className="flex min-h-10 items-center gap-3">
              <span className="min-w-0 flex-1 truncate">{view.name}</span>
              <span className="text-subtle text-xs">{whoseWords(view)}</span>
              <Button
                size="icon"
                variant="ghost"
                aria-label={`Delete the view ${view.name}`}
                loading={pending === view.id}
                icon={<Trash2 aria-hidden="true" className="size-4" />}
                onClick={() => void remove(view)}
              />
            </li>
          ))}
        </ul>
        <FormFailure failure={error} />
      </DialogBody>
      <DialogFooter>
        <DialogClose>Close</DialogClose>
      </DialogFooter>
    </Dialog>
  );
}

function whoseWords({ isShared, isOwn }: OfferedView): string {
  if (!isShared) return "only you";
  return isOwn ? "everyone" : "everyone, saved by somebody else";
}

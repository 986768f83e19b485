"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import type { BulkDialogProps } from "./bulk-dialog-props";
import { usualExpiry } from "./expiry-choice";
import { ExpiryField } from "./expiry-field";
import { useExpiry } from "./use-expiry";

/** When the chosen keys stop working. */
export function BulkExpiryDialog({
  open,
  count,
  pending,
  onClose,
  onConfirm,
  maxDays,
}: BulkDialogProps & { maxDays: number | null }) {
  const expiry = useExpiry(maxDays === null ? { kind: "days", days: 90 } : usualExpiry(maxDays), maxDays);

  async function confirm() {
    const moment = expiry.read(new Date());
    if (moment === false || moment === undefined) return;
    const refusal = await onConfirm({ action: "setExpiry", expiresAt: moment?.toISOString() ?? null });
    if (refusal !== null) expiry.refuse(refusal);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onClose}
      size="sm"
      title={`Set the expiry of ${count === 1 ? "1 key" : `${count} keys`}`}
      description="Every call after that moment is refused. It can be undone for a minute."
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        <DialogBody>
          <ExpiryField expiry={expiry} maxDays={maxDays} />
        </DialogBody>
        <DialogFooter>
          <DialogClose>Cancel</DialogClose>
          <Button type="submit" variant="primary" loading={pending}>
            Set expiry
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

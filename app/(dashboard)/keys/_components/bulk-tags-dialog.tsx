"use client";

import { useEffect, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { attempt } from "@/lib/transport/attempt";
import { keyTagsAction } from "../bulk/actions";
import type { BulkDialogProps } from "./bulk-dialog-props";

/** A tag for the chosen keys, or one that they lose; those of the account are suggested. */
export function BulkTagsDialog({
  open,
  count,
  pending,
  onClose,
  onConfirm,
  action,
}: BulkDialogProps & { action: "addTags" | "removeTags" }) {
  const [tag, setTag] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [known, setKnown] = useState<string[]>([]);
  const listId = useId();
  useEffect(() => {
    if (!open) return;
    setTag("");
    setError(null);
    void attempt(keyTagsAction).then((found) => found.ok && setKnown(found.data));
  }, [open]);

  async function confirm() {
    if (tag.trim() === "") return setError("Name a tag.");
    setError(await onConfirm({ action, tags: [tag.trim()] }));
  }

  const verb = action === "addTags" ? "Add tag" : "Remove tag";
  return (
    <Dialog
      open={open}
      onOpenChange={onClose}
      size="sm"
      title={`${verb} ${action === "addTags" ? "to" : "from"} ${count === 1 ? "1 key" : `${count} keys`}`}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        <DialogBody>
          <Field
            label="Tag"
            error={error}
            hint={known.length === 0 ? null : `In use: ${known.slice(0, 8).join(", ")}`}
          >
            <Input
              value={tag}
              list={listId}
              autoComplete="off"
              onChange={({ target }) => {
                setTag(target.value);
                setError(null);
              }}
            />
          </Field>
          <datalist id={listId}>
            {known.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </DialogBody>
        <DialogFooter>
          <DialogClose>Cancel</DialogClose>
          <Button type="submit" variant="primary" loading={pending}>
            {verb}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

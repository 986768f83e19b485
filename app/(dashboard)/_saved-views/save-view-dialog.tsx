"use client";

import { type FormEvent, type RefObject, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { useToasts } from "@/components/ui/toast";
import type { ViewRoom } from "@/lib/saved-views/contract";
import type { ActionError } from "@/lib/transport/action-error";
import { attempt } from "@/lib/transport/attempt";
import { saveViewAction } from "./actions";

type Props = { open: boolean; room: ViewRoom; query: string; onClose: () => void };

/** Gives what the page shows now a name. */
export function SaveViewDialog(props: Props) {
  const name = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title="Save this view"
      description="The filters, the span and everything else that the page shows, under a name."
      size="sm"
      initialFocus={name}
    >
      <SaveForm {...props} name={name} />
    </Dialog>
  );
}

function SaveForm({
  room,
  query,
  onClose,
  name: nameField,
}: Props & { name: RefObject<HTMLInputElement | null> }) {
  const toasts = useToasts();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<ActionError | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const given = new FormData(event.currentTarget);
    const name = String(given.get("name") ?? "");
    setPending(true);
    setError(null);
    const saved = await attempt(() => saveViewAction({ room, query, name, isShared: given.has("isShared") }));
    setPending(false);
    if (!saved.ok) return setError(saved.error);
    onClose();
    toasts.add({ title: "View saved" });
  }

  const ofName = error?.param === "name" ? error.message : null;
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <DialogBody>
        <Field label="Name" error={ofName} required>
          <Input ref={nameField} name="name" autoComplete="off" placeholder="Spend by key, this month" />
        </Field>
        <Checkbox name="isShared" label="For everyone in the account" />
        <FormFailure failure={ofName === null ? error : null} />
      </DialogBody>
      <DialogFooter>
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" variant="primary" loading={pending}>
          Save view
        </Button>
      </DialogFooter>
    </form>
  );
}

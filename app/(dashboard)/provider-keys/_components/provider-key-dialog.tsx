"use client";

import { useRef, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { ProviderKeyForm } from "./provider-key-form";
import type { FormTarget } from "./targets";

/** The dialog that adds a key or replaces and edits one. It stays open while a key is being tested. */
export function ProviderKeyDialog({ form, onClose }: { form: FormTarget | null; onClose: () => void }) {
  const busy = useRef(false);
  const first = useRef<HTMLInputElement & HTMLSelectElement>(null);
  // What is being closed stays readable while it fades out.
  const [last, setLast] = useState({ form, times: 0 });
  if (form !== null && form !== last.form) setLast({ form, times: last.times + 1 });
  const isEdit = last.form?.mode === "edit";
  return (
    <Dialog
      open={form !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      onCloseRequest={() => !busy.current}
      title={
        isEdit
          ? `Replace or edit ${last.form?.mode === "edit" ? last.form.key.label : ""}`
          : "Add provider key"
      }
      description="The key is tested before it is saved, by asking the provider for its models."
      size="md"
      initialFocus={first}
    >
      {last.form === null ? null : (
        <ProviderKeyForm key={last.times} form={last.form} busy={busy} first={first} onDone={onClose} />
      )}
    </Dialog>
  );
}

"use client";

import { useId, useLayoutEffect, useRef, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogBody, DialogFooter } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";

/**
 * A signing secret, once. It is written into the field's property and never into an attribute. Closing before it was copied
 * asks first; `onClose` is called when the dialog closes, with which the caller forgets the secret.
 */
export function RevealSecret({
  secret,
  note,
  onClose,
}: {
  secret: string | null;
  note: string;
  onClose: () => void;
}) {
  const [saved, setSaved] = useState(false);
  const [confirming, setConfirming] = useState(false);

  function close() {
    setConfirming(false);
    setSaved(false);
    onClose();
  }

  return (
    <Dialog
      open={secret !== null}
      onOpenChange={(next) => {
        if (!next) close();
      }}
      onCloseRequest={() => {
        if (!saved) setConfirming(true);
        return saved;
      }}
      title="Save this signing secret now"
      description="You will not be able to see it again."
    >
      <DialogBody>
        {secret === null ? null : <SecretOnce secret={secret} onSaved={() => setSaved(true)} />}
        <p className="text-muted">{note}</p>
      </DialogBody>
      <DialogFooter>
        <Button onClick={close}>I have saved it</Button>
      </DialogFooter>
      <AlertDialog
        open={confirming}
        onOpenChange={setConfirming}
        title="Close without saving the secret?"
        description="Without it a receiver cannot tell that events come from here. You can rotate it later to get another."
        cancelLabel="Keep it open"
        confirmLabel="Close without saving"
        danger
        onConfirm={close}
      />
    </Dialog>
  );
}

function SecretOnce({ secret, onSaved }: { secret: string; onSaved: () => void }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const node = field.current;
    if (node === null) return;
    node.value = secret;
    return () => {
      node.value = "";
    };
  }, [secret]);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Input
        ref={field}
        id={id}
        readOnly
        aria-label="Signing secret, shown once"
        autoComplete="off"
        spellCheck={false}
        className="min-w-40 flex-1 font-mono text-xs max-md:basis-full"
        onFocus={(event) => event.currentTarget.select()}
        onCopy={(event) => {
          const { value, selectionStart, selectionEnd } = event.currentTarget;
          // Copying a part of it saves nothing.
          if (selectionStart === 0 && selectionEnd === value.length) onSaved();
        }}
      />
      <CopyButton value={secret} label="Copy" size="md" variant="primary" targetId={id} onCopied={onSaved} />
    </div>
  );
}

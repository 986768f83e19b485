"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Dialog } from "@/components/ui/dialog";
import { KeyReveal, REVEAL_TITLE, REVEAL_WARNING } from "../../../_components/key-reveal";
import type { MadeKey } from "../../../_components/use-create-dialog";

/** Shows a new secret once, and asks before it closes unsaved. The page is read again only after it has closed. */
export function NewSecretDialog({
  made,
  address,
  gate,
  onClose,
}: {
  made: MadeKey | null;
  address: string;
  gate: string;
  onClose: () => void;
}) {
  const router = useRouter();
  const [savedId, setSavedId] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const isSaved = made !== null && savedId === made.secret.slice(-8);

  function close() {
    setAsking(false);
    onClose();
    router.refresh();
  }

  return (
    <Dialog
      open={made !== null}
      onOpenChange={(open) => {
        if (!open) close();
      }}
      onCloseRequest={() => {
        if (!isSaved) setAsking(true);
        return isSaved;
      }}
      title={REVEAL_TITLE}
      description={REVEAL_WARNING}
      size="lg"
    >
      {made === null ? null : (
        <KeyReveal
          made={made}
          address={address}
          gate={gate}
          onSaved={() => setSavedId(made.secret.slice(-8))}
          onDone={close}
        />
      )}
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        title="Close without saving the key?"
        description="The key keeps working, but nobody can see it again. If you have not saved it, it is of no use."
        cancelLabel="Keep it open"
        confirmLabel="Close without saving"
        danger
        onConfirm={close}
      />
    </Dialog>
  );
}

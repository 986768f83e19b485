"use client";

import { Plus } from "lucide-react";
import { createContext, type ReactNode, useContext, useRef } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { useToasts } from "@/components/ui/toast";
import { useShortcut } from "@/components/ui/use-shortcut";
import { attempt } from "@/lib/transport/attempt";
import { deleteKeyAction } from "../actions";
import { CreateKeyForm } from "./create-key-form";
import { KeyReveal, REVEAL_TITLE, REVEAL_WARNING } from "./key-reveal";
import { type MadeKey, useCreateDialog } from "./use-create-dialog";

type CreateKeyDialog = ReturnType<typeof useCreateDialog> & { maxDays: number | null };

const CreateKeyContext = createContext<CreateKeyDialog | null>(null);

/** The page's dialog that makes keys and shows secrets once, whatever brought them about. */
export function useCreateKeyDialog(): CreateKeyDialog {
  const dialog = useContext(CreateKeyContext);
  if (dialog === null) throw new Error("CreateKeyProvider is missing above this component.");
  return dialog;
}

/** Holds the one dialog of the page that makes keys; it belongs to no row, so that no new list can take it away. */
export function CreateKeyProvider({
  address,
  gate,
  maxDays,
  children,
}: {
  address: string;
  gate: string;
  /** The longest life of a key here, in days; null when whoever runs the instance set none. */
  maxDays: number | null;
  children: ReactNode;
}) {
  const dialog = { ...useCreateDialog(), maxDays };
  useShortcut("c", dialog.open);
  return (
    <CreateKeyContext value={dialog}>
      {children}
      <CreateKeyDialog dialog={dialog} address={address} gate={gate} />
    </CreateKeyContext>
  );
}

/** The page's primary button. */
export function CreateKeyButton() {
  const { open, opener } = useCreateKeyDialog();
  return (
    <Button
      ref={opener}
      variant="primary"
      icon={<Plus aria-hidden="true" className="size-4" />}
      aria-keyshortcuts="C"
      onClick={open}
    >
      Create New Key
    </Button>
  );
}

/** The same form within the page, for an account without keys; the secret then shows in the dialog. */
export function InlineCreateKeyForm() {
  const { busy, created, maxDays } = useCreateKeyDialog();
  const input = useRef<HTMLInputElement>(null);
  return <CreateKeyForm input={input} busy={busy} maxDays={maxDays} onCreated={created} />;
}

function CreateKeyDialog({
  dialog,
  address,
  gate,
}: {
  dialog: CreateKeyDialog;
  address: string;
  gate: string;
}) {
  const input = useRef<HTMLInputElement>(null);
  const { reveal, opener } = dialog;
  const made: MadeKey | null = reveal === null ? null : { ...reveal, secret: reveal.secret ?? "" };
  return (
    <Dialog
      open={dialog.isOpen}
      onOpenChange={(next) => {
        if (!next) dialog.close();
      }}
      onCloseRequest={dialog.requestClose}
      title={made === null ? "Create New Key" : REVEAL_TITLE}
      description={made === null ? undefined : REVEAL_WARNING}
      size={made === null ? "sm" : "lg"}
      initialFocus={made === null ? input : undefined}
      finalFocus={() => opener.current ?? true}
    >
      {made === null ? (
        <CreateKeyForm
          input={input}
          busy={dialog.busy}
          typed={dialog.typed}
          maxDays={dialog.maxDays}
          onCreated={dialog.created}
          cancel={<DialogClose>Cancel</DialogClose>}
        />
      ) : (
        <KeyReveal
          made={made}
          address={address}
          gate={gate}
          onSaved={dialog.markSaved}
          onDone={() => dialog.close()}
        />
      )}
      {made === null ? <TypedGuard dialog={dialog} /> : <UnsavedGuard dialog={dialog} made={made} />}
    </Dialog>
  );
}

const LOST_KEY =
  "The key keeps working, but nobody can see it again. If you have not saved it, it is of no use.";
const LOST_SECRET =
  "Nobody can see the new secret again. If you have not saved it, rotate the key once more before the old one stops.";

function TypedGuard({ dialog }: { dialog: CreateKeyDialog }) {
  return (
    <AlertDialog
      open={dialog.confirming}
      onOpenChange={dialog.keepOpen}
      title="Close without creating the key?"
      description="What you have entered is lost."
      cancelLabel="Keep it open"
      confirmLabel="Close"
      danger
      onConfirm={() => dialog.close()}
    />
  );
}

function UnsavedGuard({ dialog, made }: { dialog: CreateKeyDialog; made: MadeKey }) {
  const toasts = useToasts();

  async function deleteInstead(keyId: string) {
    const deleted = await attempt(() => deleteKeyAction({ keyId }));
    if (deleted.ok) toasts.add({ title: "Key deleted" });
    else toasts.add({ title: "The key was not deleted", description: deleted.error.message, kind: "error" });
  }

  return (
    <AlertDialog
      open={dialog.confirming}
      onOpenChange={dialog.keepOpen}
      title="Close without saving the key?"
      description={made.secretId === undefined ? LOST_KEY : LOST_SECRET}
      cancelLabel="Keep it open"
      confirmLabel="Close without saving"
      danger
      onConfirm={() => dialog.close()}
      extra={
        made.secretId === undefined ? (
          <Button onClick={() => dialog.close(() => void deleteInstead(made.id))}>
            Delete the key instead
          </Button>
        ) : null
      }
    />
  );
}

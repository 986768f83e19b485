"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { DeleteProviderKeyDialog } from "./delete-provider-key-dialog";
import { ProviderKeyDialog } from "./provider-key-dialog";
import type { AddTarget, DeleteTarget, EditTarget, FormTarget } from "./targets";

type Dialogs = {
  /** False when this instance cannot encrypt keys. */
  writable: boolean;
  askAdd: (target: AddTarget | null) => void;
  askEdit: (target: EditTarget) => void;
  askDelete: (target: DeleteTarget) => void;
};

const DialogsContext = createContext<Dialogs | null>(null);

export function useProviderKeyDialogs(): Dialogs {
  const dialogs = useContext(DialogsContext);
  if (dialogs === null) throw new Error("ProviderKeyDialogs is missing above this component.");
  return dialogs;
}

/** Holds the page's dialogs: the card or row that opened one may be gone before it closes. */
export function ProviderKeyDialogs({
  gates,
  writable,
  children,
}: {
  gates: Promise<Map<string, string[]> | null>;
  writable: boolean;
  children: ReactNode;
}) {
  const [form, setForm] = useState<FormTarget | null>(null);
  const [deleting, setDeleting] = useState<DeleteTarget | null>(null);
  const dialogs: Dialogs = {
    writable,
    askAdd: (target) => setForm({ mode: "add", target }),
    askEdit: (target) => setForm({ mode: "edit", ...target }),
    askDelete: setDeleting,
  };
  return (
    <DialogsContext value={dialogs}>
      {children}
      <ProviderKeyDialog form={form} onClose={() => setForm(null)} />
      <DeleteProviderKeyDialog target={deleting} gates={gates} onClose={() => setDeleting(null)} />
    </DialogsContext>
  );
}

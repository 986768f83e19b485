"use client";

import { createContext, type ReactNode, useContext, useOptimistic, useState, useTransition } from "react";
import { useToasts } from "@/components/ui/toast";
import { attempt } from "@/lib/transport/attempt";
import { renameKeyAction } from "../actions";
import { useCreateKeyDialog } from "./create-key";
import { DeleteKeyDialog } from "./delete-key-dialog";
import { EditKeyDialog } from "./edit-key-dialog";
import type { Warning } from "./evidence";
import type { NamedKey, OfferedKey } from "./key-state";
import { readProof } from "./proof-view";
import { RenameKeyDialog } from "./rename-key-dialog";
import { RotateKeyDialog } from "./rotate-key-dialog";
import type { RotationTarget } from "./use-rotate-key";

type KeyDialogs = {
  /** The name to show: the new one already while it is being saved. */
  nameOf: (key: NamedKey) => string;
  askRename: (key: NamedKey) => void;
  askDelete: (key: OfferedKey) => void;
  askRotate: (key: NamedKey) => void;
  askEdit: (key: OfferedKey) => void;
  /** The dialog that waits for what it opens with. */
  opening: "delete" | "rotate" | null;
};

const KeyDialogsContext = createContext<KeyDialogs | null>(null);

export function useKeyDialogs(): KeyDialogs {
  const dialogs = useContext(KeyDialogsContext);
  if (dialogs === null) throw new Error("KeyDialogsProvider is missing above this component.");
  return dialogs;
}

/** Holds the page's dialogs about its keys: the row that opened one may be gone before it closes. */
export function KeyDialogsProvider({ children }: { children: ReactNode }) {
  const { names, rename, renaming, setRenaming } = useRename();
  const [deleting, setDeleting] = useState<{ key: OfferedKey; warning: Warning } | null>(null);
  const [opening, setOpening] = useState<KeyDialogs["opening"]>(null);
  const { rotating, askRotate, stopAsking } = useRotation(setOpening);
  const [editing, setEditing] = useState<OfferedKey | null>(null);
  const { created, maxDays } = useCreateKeyDialog();
  const dialogs: KeyDialogs = {
    askRotate,
    askEdit: setEditing,
    nameOf: (key) => names[key.id] ?? key.name,
    askRename: setRenaming,
    askDelete: (key) => {
      setOpening("delete");
      void readWarning(key).then((warning) => {
        setOpening(null);
        setDeleting({ key, warning });
      });
    },
    opening,
  };
  return (
    <KeyDialogsContext value={dialogs}>
      {children}
      <RenameKeyDialog target={renaming} onClose={() => setRenaming(null)} onRename={rename} />
      <DeleteKeyDialog target={deleting} onClose={() => setDeleting(null)} />
      <EditKeyDialog target={editing} maxDays={maxDays} onClose={() => setEditing(null)} />
      <RotateKeyDialog
        target={rotating}
        onClose={stopAsking}
        onRotated={(made) => {
          stopAsking();
          created(made);
        }}
      />
    </KeyDialogsContext>
  );
}

function useRename() {
  const toasts = useToasts();
  const [renaming, setRenaming] = useState<NamedKey | null>(null);
  const [, startTransition] = useTransition();
  const [names, showName] = useOptimistic<Record<string, string>, NamedKey>({}, (shown, { id, name }) => ({
    ...shown,
    [id]: name,
  }));

  function rename(key: NamedKey, name: string) {
    setRenaming(null);
    if (name === key.name) return;
    startTransition(async () => {
      showName({ id: key.id, name });
      const renamed = await attempt(() => renameKeyAction({ keyId: key.id, name }));
      if (renamed.ok) return;
      toasts.add({
        title: `${key.name} kept its name`,
        description: renamed.error.message,
        kind: "error",
        action: { label: "Try again", onPress: () => setRenaming({ id: key.id, name }) },
      });
    });
  }

  return { names, rename, renaming, setRenaming };
}

/** The dialog opens with what is known of the secrets; without an answer it opens all the same. */
function useRotation(setOpening: (opening: KeyDialogs["opening"]) => void) {
  const [rotating, setRotating] = useState<RotationTarget | null>(null);
  return {
    rotating,
    askRotate: (key: NamedKey) => {
      setOpening("rotate");
      void readProof(key.id, AbortSignal.timeout(5_000)).then((proof) => {
        setOpening(null);
        setRotating({ key, proof });
      });
    },
    stopAsking: () => setRotating(null),
  };
}

const UNKNOWN: Warning = {
  inUse: true,
  sentence: "Whether it is in use could not be checked. Deleting stops every program that sends it at once.",
};

/** Only tests use a key that counts them, and the next one makes another: there is nothing to warn of. */
async function readWarning({ id, countsTests }: OfferedKey): Promise<Warning> {
  if (countsTests) return { inUse: false };
  try {
    const signal = AbortSignal.timeout(5_000);
    const response = await fetch(`/keys/${id}/evidence`, { cache: "no-store", signal });
    return response.ok ? ((await response.json()) as Warning) : UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}

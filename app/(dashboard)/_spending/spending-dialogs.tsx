"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import type { SpendingLimit } from "@/lib/spending/contract";
import { DeleteDialog, ResetDialog } from "./end-dialogs";
import type { HolderChoices } from "./holder-field";
import { LimitDialog, type LimitTarget } from "./limit-dialog";
import type { Holder } from "./limit-draft";
import { RaiseDialog } from "./raise-dialog";

type SpendingDialogs = {
  /** `amount` is proposed, as decimal text. */
  askNew: (amount?: string) => void;
  askChange: (limit: SpendingLimit) => void;
  askRaise: (limit: SpendingLimit) => void;
  askReset: (limit: SpendingLimit) => void;
  askDelete: (limit: SpendingLimit) => void;
};

const SpendingDialogsContext = createContext<SpendingDialogs | null>(null);

export function useSpendingDialogs(): SpendingDialogs {
  const dialogs = useContext(SpendingDialogsContext);
  if (dialogs === null) throw new Error("SpendingDialogsProvider is missing above this component.");
  return dialogs;
}

/**
 * Holds the dialogs of limits above their rows, which come and go. `holder` is whose limit a new one is, and where there are `choices`
 * only the one chosen first; `zone` is the viewer's.
 */
export function SpendingDialogsProvider({
  holder,
  choices = null,
  zone,
  children,
}: {
  holder: Holder;
  choices?: HolderChoices | null;
  zone: string;
  children: ReactNode;
}) {
  const [form, setForm] = useState<LimitTarget | null>(null);
  const [raising, setRaising] = useState<SpendingLimit | null>(null);
  const [resetting, setResetting] = useState<SpendingLimit | null>(null);
  const [deleting, setDeleting] = useState<SpendingLimit | null>(null);
  const dialogs: SpendingDialogs = {
    askNew: (amount = "") => setForm({ limit: null, holder, choices, amount }),
    askChange: (limit) => setForm({ limit }),
    askRaise: setRaising,
    askReset: setResetting,
    askDelete: setDeleting,
  };
  return (
    <SpendingDialogsContext value={dialogs}>
      {children}
      <LimitDialog target={form} zone={zone} onClose={() => setForm(null)} />
      <RaiseDialog target={raising} onClose={() => setRaising(null)} />
      <ResetDialog target={resetting} onClose={() => setResetting(null)} />
      <DeleteDialog target={deleting} onClose={() => setDeleting(null)} />
    </SpendingDialogsContext>
  );
}

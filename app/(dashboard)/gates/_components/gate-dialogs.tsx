"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { DeleteGateDialog } from "./delete-gate-dialog";
import { ExportDialog } from "./exchange/export-dialog";
import { ImportDialog } from "./exchange/import-dialog";
import type { NamedGate } from "./named-gate";

type GateDialogs = {
  /** `onDeleted` runs afterwards, where the page itself is gone with the gate. */
  askDelete: (gate: NamedGate, onDeleted?: () => void) => void;
  /** Null exports all gates of the account. */
  askExport: (gate: NamedGate | null) => void;
  askImport: () => void;
};

const GateDialogsContext = createContext<GateDialogs | null>(null);

export function useGateDialogs(): GateDialogs {
  const dialogs = useContext(GateDialogsContext);
  if (dialogs === null) throw new Error("GateDialogsProvider is missing above this component.");
  return dialogs;
}

/** Holds the page's dialogs: the row that opened one may be gone before it closes. */
export function GateDialogsProvider({ address, children }: { address: string; children: ReactNode }) {
  const [deleting, setDeleting] = useState<{ gate: NamedGate; onDeleted?: (() => void) | undefined } | null>(
    null,
  );
  const [exporting, setExporting] = useState<{ gate: NamedGate | null } | null>(null);
  const [importing, setImporting] = useState(false);
  const dialogs: GateDialogs = {
    askDelete: (gate, onDeleted) => setDeleting({ gate, onDeleted }),
    askExport: (gate) => setExporting({ gate }),
    askImport: () => setImporting(true),
  };
  return (
    <GateDialogsContext value={dialogs}>
      {children}
      <DeleteGateDialog target={deleting} onClose={() => setDeleting(null)} />
      <ExportDialog target={exporting} address={address} onClose={() => setExporting(null)} />
      <ImportDialog open={importing} onClose={() => setImporting(false)} />
    </GateDialogsContext>
  );
}

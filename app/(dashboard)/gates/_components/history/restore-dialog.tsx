"use client";

import { useState } from "react";
import { DiffTable } from "@/components/data-table/diff-table";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Callout } from "@/components/ui/callout";
import { useToasts } from "@/components/ui/toast";
import { attempt } from "@/lib/transport/attempt";
import { restoreGateAction } from "../../actions";
import { draftDiff } from "../draft-diff";
import type { Editor } from "../editor/use-gate-editor";
import type { SavedVersion } from "./version-words";

/** Asks before an earlier version comes back, and shows what that changes. */
export function RestoreDialog({
  editor,
  gateId,
  version,
  onClose,
}: {
  editor: Editor;
  gateId: string;
  version: SavedVersion | null;
  onClose: () => void;
}) {
  const toasts = useToasts();
  const [last, setLast] = useState(version);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  if (version !== null && version !== last) {
    setLast(version);
    setFailure(null);
  }
  if (last === null) return null;
  const { id, version: number } = last;

  async function confirm() {
    setPending(true);
    const input = { gateId, versionId: id, ifVersion: editor.base.version };
    const restored = await attempt(() => restoreGateAction(input));
    setPending(false);
    if (!restored.ok) return setFailure(restored.error.message);
    editor.adopt(restored.data);
    onClose();
    toasts.add({ title: `Version ${number} restored`, description: "It is saved as a new version." });
  }

  return (
    <AlertDialog
      open={version !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Restore version ${number}?`}
      description="It becomes a new version and answers from now on. Nothing of the history is lost."
      confirmLabel="Restore"
      loading={pending}
      onConfirm={() => void confirm()}
    >
      {failure === null ? null : <Callout tone="danger" role="alert" title={failure} />}
      {editor.dirty ? <Callout tone="warn" title="Your unsaved changes will be lost." /> : null}
      <DiffTable changes={draftDiff(editor.base, last)} before="Now" after={`Version ${number}`} />
    </AlertDialog>
  );
}

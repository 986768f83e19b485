"use client";

import { useState } from "react";
import { DiffTable } from "@/components/data-table/diff-table";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { draftDiff } from "../draft-diff";
import type { Editor, useSaveGate } from "./use-gate-editor";

/** Somebody else has saved: their state beside this one, and the choice between the two. */
export function ConflictDialog({
  editor,
  saving,
  open,
  onClose,
}: {
  editor: Editor;
  saving: ReturnType<typeof useSaveGate>;
  open: boolean;
  onClose: () => void;
}) {
  // What is being closed stays readable while it fades out.
  const [last, setLast] = useState(saving.conflict);
  if (saving.conflict !== null && saving.conflict !== last) setLast(saving.conflict);
  if (last === null) return null;
  const whose = last.by ?? "Theirs";
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={`Version ${last.version} and your changes`}
      description="Take theirs to go on from there, or overwrite it; it then stays in the history."
      size="lg"
    >
      <DialogBody>
        <DiffTable changes={draftDiff(last, editor.said)} before={whose} after="Yours" />
      </DialogBody>
      <DialogFooter>
        <DialogClose>Decide later</DialogClose>
        <Button
          onClick={() => {
            saving.takeTheirs(last);
            onClose();
          }}
        >
          Take theirs
        </Button>
        <Button
          variant="primary"
          loading={saving.pending}
          onClick={() => {
            saving.overwrite(last);
            onClose();
          }}
        >
          Overwrite with mine
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

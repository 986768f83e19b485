"use client";

import { useEffect, useRef, useState } from "react";
import { DiffTable } from "@/components/data-table/diff-table";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Time } from "@/components/ui/time";
import { ConflictDialog } from "./conflict-dialog";
import type { Editor, useSaveGate } from "./use-gate-editor";

/** What is not saved yet, at the bottom edge: how much, why, and what to do about it. */
export function SaveBar({ editor, saving }: { editor: Editor; saving: ReturnType<typeof useSaveGate> }) {
  const [reviewing, setReviewing] = useState<"mine" | "theirs" | null>(null);
  const { gateId, dirty, changes } = editor;
  const isNew = gateId === null;
  const review = useRef<HTMLButtonElement>(null);
  // The button that was pressed is gone then.
  useEffect(() => {
    if (saving.conflict !== null) review.current?.focus();
  }, [saving.conflict]);
  const hasNote = !isNew && saving.conflict === null;
  if (!isNew && !dirty) return null;
  return (
    <section
      aria-label="Unsaved changes"
      data-savebar
      className="sticky bottom-0 z-10 border-line border-t bg-canvas max-md:fixed max-md:inset-x-0 max-md:z-20 max-md:pb-[env(safe-area-inset-bottom)]"
    >
      <div className="flex w-full max-w-7xl flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 md:px-8">
        {saving.conflict === null ? (
          <p role="status" className="min-w-0 truncate max-md:flex-1">
            {isNew ? "Not created yet" : countText(changes.length)}
          </p>
        ) : (
          <p role="alert" className="min-w-0 text-danger">
            {saving.conflict.by ?? "Somebody"} saved version {saving.conflict.version}{" "}
            <Time value={saving.conflict.savedAt} />. Nothing of yours is lost.
          </p>
        )}
        {isNew ? null : (
          <Button ref={review} onClick={() => setReviewing(saving.conflict === null ? "mine" : "theirs")}>
            Review changes
          </Button>
        )}
        {/* On a phone the rest stands in a second line. */}
        <span aria-hidden="true" className="basis-full md:hidden" />
        {hasNote ? (
          <Input
            aria-label="Note for the history (optional)"
            placeholder="Note (optional)"
            value={editor.note}
            maxLength={500}
            autoComplete="off"
            className="w-64 md:ml-auto max-md:w-0 max-md:flex-1"
            onChange={(event) => editor.setNote(event.target.value)}
          />
        ) : null}
        <span className={cn("flex items-center gap-2", hasNote ? null : "ml-auto")}>
          {isNew ? null : <Button onClick={saving.discard}>Discard</Button>}
          {saving.conflict === null ? (
            <Button
              variant="primary"
              loading={saving.pending}
              aria-keyshortcuts="Meta+S Control+S"
              onClick={saving.save}
            >
              {isNew ? "Create gate" : "Save"}
            </Button>
          ) : null}
        </span>
      </div>
      <MyChanges editor={editor} open={reviewing === "mine"} onClose={() => setReviewing(null)} />
      <ConflictDialog
        editor={editor}
        saving={saving}
        open={reviewing === "theirs" && saving.conflict !== null}
        onClose={() => setReviewing(null)}
      />
    </section>
  );
}

function MyChanges({ editor, open, onClose }: { editor: Editor; open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title="Unsaved changes"
      size="lg"
    >
      <DialogBody>
        <DiffTable changes={editor.changes} before="Saved" after="Yours" />
      </DialogBody>
      <DialogFooter>
        <DialogClose>Close</DialogClose>
      </DialogFooter>
    </Dialog>
  );
}

function countText(changes: number): string {
  if (changes === 0) return "A field cannot be read";
  return `${changes} unsaved ${changes === 1 ? "change" : "changes"}`;
}

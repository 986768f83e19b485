"use client";

import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { nameProblem } from "@/lib/keys/name-problem";
import type { NamedKey } from "./key-state";

/** Asks for a new name. It closes at once: the name shows before it is saved, and comes back when it cannot be. */
export function RenameKeyDialog({
  target,
  onClose,
  onRename,
}: {
  target: NamedKey | null;
  onClose: () => void;
  onRename: (key: NamedKey, name: string) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open={target !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Rename key"
      size="sm"
      initialFocus={input}
    >
      {target === null ? null : (
        <RenameForm key={target.id} target={target} input={input} onRename={onRename} />
      )}
    </Dialog>
  );
}

function RenameForm({
  target,
  input,
  onRename,
}: {
  target: NamedKey;
  input: React.RefObject<HTMLInputElement | null>;
  onRename: (key: NamedKey, name: string) => void;
}) {
  const [name, setName] = useState(target.name);
  const [error, setError] = useState<string | null>(null);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const problem = nameProblem(name.trim());
        if (problem === null) return onRename(target, name.trim());
        setError(problem);
        input.current?.focus();
      }}
    >
      <DialogBody>
        <Field label="Name" required error={error} hint="The key itself and its history stay the same.">
          <Input
            ref={input}
            value={name}
            autoComplete="off"
            onChange={(event) => {
              setName(event.target.value);
              setError(null);
            }}
            onFocus={(event) => event.currentTarget.select()}
          />
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" variant="primary">
          Rename
        </Button>
      </DialogFooter>
    </form>
  );
}

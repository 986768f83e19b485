"use client";

import { useRef, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToasts } from "@/components/ui/toast";
import { attempt } from "@/lib/transport/attempt";
import { deleteKeyAction, restoreKeyAction } from "../actions";
import type { Warning } from "./evidence";
import { KEYS_CAPTION_ID, type OfferedKey } from "./key-state";
import { useDisableKey } from "./use-disable-key";

type Target = { key: OfferedKey; warning: Warning };

const ASKED = "Programs that still send this key are refused at once.";
const ASKED_OF_TESTS = "What it counted stays on record. The next test of a gate makes a new one.";

/** Asks before a key stops for good. A key in use is named again by hand, next to the evidence. */
export function DeleteKeyDialog({ target, onClose }: { target: Target | null; onClose: () => void }) {
  // What is being closed stays readable while it fades out.
  const [last, setLast] = useState({ target, times: 0 });
  if (target !== null && target !== last.target) setLast({ target, times: last.times + 1 });
  return last.target === null ? null : (
    <DeleteQuestion key={last.times} target={last.target} open={target !== null} onClose={onClose} />
  );
}

function DeleteQuestion({ target, open, onClose }: { target: Target; open: boolean; onClose: () => void }) {
  const { key, warning } = target;
  const question = useDeleteKey(target, onClose);
  return (
    <AlertDialog
      open={open}
      onOpenChange={question.cancel}
      title={`Delete ${key.name}?`}
      description={warning.inUse ? undefined : key.countsTests ? ASKED_OF_TESTS : ASKED}
      confirmLabel="Delete key"
      danger
      loading={question.pending}
      onConfirm={question.confirm}
      finalFocus={() => (question.deleted.current ? heading() : true)}
      extra={warning.inUse ? <Button onClick={question.disableInstead}>Disable instead</Button> : null}
    >
      {question.failure === null ? null : <Callout tone="danger" role="alert" title={question.failure} />}
      {warning.inUse ? (
        <form
          noValidate
          className="mt-1 flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            question.confirm();
          }}
        >
          <Callout tone="warn" title="In use.">
            {warning.sentence}
          </Callout>
          <Field label={`Type ${key.name} to confirm`} error={question.error}>
            <Input
              ref={question.input}
              value={question.typed}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => question.setTyped(event.target.value)}
            />
          </Field>
        </form>
      ) : null}
    </AlertDialog>
  );
}

function useDeleteKey({ key, warning }: Target, onClose: () => void) {
  const toasts = useToasts();
  const { disable } = useDisableKey();
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const deleted = useRef(false);

  async function undo() {
    const restored = await attempt(() => restoreKeyAction({ keyId: key.id }));
    if (restored.ok) toasts.add({ title: "Key restored", description: "The same key works again." });
    else toasts.add({ title: "Not restored", description: restored.error.message, kind: "error" });
  }

  async function confirm() {
    if (pending) return;
    if (warning.inUse && typed.trim() !== key.name.trim()) {
      setError(`Type the name exactly: ${key.name}`);
      input.current?.focus();
      return;
    }
    setPending(true);
    const result = await attempt(() => deleteKeyAction({ keyId: key.id }));
    setPending(false);
    if (!result.ok) return setFailure(result.error.message);
    deleted.current = true;
    cancel();
    // The next test may already count under a new one.
    const action = key.countsTests ? undefined : { label: "Undo", onPress: () => void undo() };
    toasts.add({ title: "Key deleted", ...(action ? { action } : {}) });
  }

  function disableInstead() {
    cancel();
    void disable(key);
  }

  function cancel() {
    setTyped("");
    setError(null);
    setFailure(null);
    onClose();
  }

  return {
    typed,
    setTyped: (next: string) => {
      setTyped(next);
      setError(null);
    },
    error,
    failure,
    pending,
    input,
    deleted,
    cancel,
    disableInstead,
    confirm: () => void confirm(),
  };
}

/** The row or button that asked may be gone with the key; the headings of table and page stay. */
function heading(): HTMLElement | true {
  const found = document.getElementById(KEYS_CAPTION_ID) ?? document.querySelector("h1");
  if (found === null) return true;
  found.tabIndex = -1;
  return found;
}

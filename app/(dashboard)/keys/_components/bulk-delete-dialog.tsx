"use client";

import { useEffect, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatCountExact } from "@/lib/core/format";
import { attempt } from "@/lib/transport/attempt";
import { keysInUseAction } from "../bulk/actions";
import type { BulkDialogProps } from "./bulk-dialog-props";

type InUse = Array<{ id: string; name: string; requests: number }>;

const WORD = "delete";
const SHOWN = 10;

/** Asks once for all of them. When some are in use they are named, and a word is typed by hand. */
export function BulkDeleteDialog({
  open,
  count,
  pending,
  onClose,
  onConfirm,
  ids,
}: BulkDialogProps & { ids: string[] }) {
  const [inUse, setInUse] = useState<InUse | "unknown" | null>(null);
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string | null>(null);
  const named = ids.join();
  useEffect(() => {
    if (!open) return;
    setInUse(null);
    setTyped("");
    setError(null);
    void attempt(() => keysInUseAction({ ids: named.split(",") })).then((found) =>
      setInUse(found.ok ? found.data : "unknown"),
    );
  }, [open, named]);

  const careful = inUse === "unknown" || (inUse !== null && inUse.length > 0);

  async function confirm() {
    if (inUse === null) return;
    if (careful && typed.trim().toLowerCase() !== WORD) return setError(`Type ${WORD} to confirm.`);
    setError(await onConfirm({ action: "delete" }));
  }

  return (
    <AlertDialog
      open={open && inUse !== null}
      onOpenChange={onClose}
      title={`Delete ${count === 1 ? "1 key" : `${count} keys`}?`}
      description="Programs that still send one of them are refused at once. It can be undone for a minute."
      confirmLabel={count === 1 ? "Delete key" : "Delete keys"}
      danger
      loading={pending}
      onConfirm={() => void confirm()}
    >
      {error !== null && !careful ? <Callout tone="danger" role="alert" title={error} /> : null}
      {careful ? (
        <form
          noValidate
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void confirm();
          }}
        >
          <Callout
            tone="warn"
            title={inUse === "unknown" ? "May be in use." : "In use in the last 24 hours:"}
          >
            {inUse === "unknown" ? (
              "Which of them are in use could not be read."
            ) : (
              <Names keys={inUse ?? []} />
            )}
          </Callout>
          <Field label={`Type ${WORD} to confirm`} error={error}>
            <Input
              value={typed}
              autoComplete="off"
              onChange={({ target }) => {
                setTyped(target.value);
                setError(null);
              }}
            />
          </Field>
        </form>
      ) : null}
    </AlertDialog>
  );
}

function Names({ keys }: { keys: InUse }) {
  return (
    <ul className="list-disc pl-4">
      {keys.slice(0, SHOWN).map(({ id, name, requests }) => (
        <li key={id} className="break-words">
          {name}: {formatCountExact(requests)} {requests === 1 ? "request" : "requests"}
        </li>
      ))}
      {keys.length > SHOWN ? <li>and {formatCountExact(keys.length - SHOWN)} more</li> : null}
    </ul>
  );
}

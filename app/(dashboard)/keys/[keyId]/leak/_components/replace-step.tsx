"use client";

import { useRef, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { useToasts } from "@/components/ui/toast";
import { newId, type RequestId } from "@/lib/core/ids";
import { attempt } from "@/lib/transport/attempt";
import type { MadeKey } from "../../../_components/use-create-dialog";
import { deleteLeakedKeyAction, makeSuccessorAction } from "../actions";
import type { LeakedKey } from "./leaked-key";
import { NewSecretDialog } from "./new-secret-dialog";

/** A successor with the same settings, and the end of the old key. */
export function ReplaceStep({
  apiKey: key,
  address,
  gate,
}: {
  apiKey: LeakedKey;
  address: string;
  gate: string;
}) {
  const toasts = useToasts();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [made, setMade] = useState<MadeKey | null>(null);
  const [isAsking, setAsking] = useState(false);
  // A repetition after a lost answer makes no second key.
  const idempotencyKey = useRef<string | null>(null);
  if (key.status === "deleted")
    return <p className="text-muted">This key is deleted, for good after a minute.</p>;

  async function succeed() {
    setPending(true);
    idempotencyKey.current ??= newId<RequestId>();
    const input = { keyId: key.id, idempotencyKey: idempotencyKey.current };
    const result = await attempt(() => makeSuccessorAction(input));
    setPending(false);
    if (!result.ok) return setFailure(result.error.message);
    idempotencyKey.current = null;
    const { key: next, secret } = result.data;
    if (secret === null) return setFailure("It was made before, but its secret did not reach this page.");
    setFailure(null);
    setMade({ id: next.id, name: next.name, secret });
  }

  async function remove() {
    const result = await attempt(() => deleteLeakedKeyAction({ keyId: key.id }));
    setAsking(false);
    setFailure(result.ok ? null : result.error.message);
    if (result.ok) toasts.add({ title: "Key deleted", description: `${key.name} cannot be used any more.` });
  }

  return (
    <>
      <p className="max-w-prose text-muted">
        A successor has the same description, tags, scope and limits, and a secret of its own. Put it into
        your programs, then delete this key.
      </p>
      {failure === null ? null : <Callout tone="danger" role="alert" title={failure} />}
      <div className="flex flex-wrap gap-2">
        <Button loading={pending} onClick={() => void succeed()}>
          Make a successor
        </Button>
        <Button onClick={() => setAsking(true)}>Delete this key…</Button>
      </div>
      <NewSecretDialog made={made} address={address} gate={gate} onClose={() => setMade(null)} />
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={`Delete ${key.name}?`}
        description="Every call with it is refused from now on. A leaked key should not come back, so there is no undo here."
        cancelLabel="Cancel"
        confirmLabel="Delete key"
        danger
        onConfirm={() => void remove()}
      />
    </>
  );
}

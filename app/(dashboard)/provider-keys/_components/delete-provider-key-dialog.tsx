"use client";

import { Suspense, use, useRef, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Callout } from "@/components/ui/callout";
import { useToasts } from "@/components/ui/toast";
import { attempt } from "@/lib/transport/attempt";
import { deleteProviderKeyAction } from "../actions";
import type { DeleteTarget } from "./targets";

type Gates = Promise<Map<string, string[]> | null>;

/** Asks before a key is gone, and names the gates that feel it. */
export function DeleteProviderKeyDialog({
  target,
  gates,
  onClose,
}: {
  target: DeleteTarget | null;
  gates: Gates;
  onClose: () => void;
}) {
  // What is being closed stays readable while it fades out.
  const [last, setLast] = useState({ target, times: 0 });
  if (target !== null && target !== last.target) setLast({ target, times: last.times + 1 });
  if (last.target === null) return null;
  return (
    <DeleteQuestion
      key={last.times}
      target={last.target}
      gates={gates}
      open={target !== null}
      onClose={onClose}
    />
  );
}

function DeleteQuestion({
  target,
  gates,
  open,
  onClose,
}: {
  target: DeleteTarget;
  gates: Gates;
  open: boolean;
  onClose: () => void;
}) {
  const { key, provider } = target;
  const toasts = useToasts();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const deleted = useRef(false);

  async function confirm() {
    if (pending) return;
    setPending(true);
    const result = await attempt(() => deleteProviderKeyAction({ ref: key.id }));
    setPending(false);
    if (!result.ok) return setFailure(result.error.message);
    deleted.current = true;
    onClose();
    toasts.add({ title: "Provider key deleted", description: `${key.label} is not used any more.` });
  }

  return (
    <AlertDialog
      open={open}
      onOpenChange={onClose}
      title={`Delete ${key.label}?`}
      description="It cannot be restored: it would have to be entered again."
      confirmLabel="Delete key"
      danger
      loading={pending}
      onConfirm={() => void confirm()}
      finalFocus={() => (deleted.current ? heading(key.provider) : true)}
    >
      {failure === null ? null : <Callout tone="danger" role="alert" title={failure} />}
      {key.isActive ? (
        <Suspense fallback={<p className="text-muted">Looking for gates that use {provider}…</p>}>
          <Consequences target={target} gates={gates} />
        </Suspense>
      ) : null}
    </AlertDialog>
  );
}

const AFTERWARDS = {
  key: () => "will go on with your other key",
  environment: () => "will go on with the key of this instance",
  nothing: (provider: string) => `will get no answer from ${provider} any more`,
};

function Consequences({
  target: { key, provider, fallback },
  gates,
}: {
  target: DeleteTarget;
  gates: Gates;
}) {
  const known = use(gates);
  const names = known?.get(key.provider) ?? [];
  if (known === null) {
    return <Callout tone="warn">Which gates use {provider} could not be checked.</Callout>;
  }
  if (names.length === 0) return <p className="text-muted">No gate uses {provider}.</p>;
  const which = names.length === 1 ? "This gate uses" : `These ${names.length} gates use`;
  return (
    <Callout tone={fallback === "nothing" ? "warn" : "info"}>
      <p>
        {which} {provider} and {AFTERWARDS[fallback](provider)}:
      </p>
      <ul className="mt-2 max-h-40 list-disc overflow-y-auto pl-5">
        {names.map((name) => (
          <li key={name} className="break-words">
            {name}
          </li>
        ))}
      </ul>
    </Callout>
  );
}

/** The row that asked is gone with the key; its card, or at least the page, stays. */
function heading(provider: string): HTMLElement | true {
  const found = document.getElementById(`provider-${provider}`) ?? document.querySelector("h1");
  if (found === null) return true;
  found.tabIndex = -1;
  return found;
}

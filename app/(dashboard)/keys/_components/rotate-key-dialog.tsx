"use client";

import { type FormEvent, type RefObject, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { MomentFields } from "./expiry-field";
import { endWords, proofSentence } from "./proof-words";
import { OLD_SECRET_ENDS, openSecret } from "./rotation-choice";
import type { MadeKey } from "./use-create-dialog";
import { type RotationTarget, useRotateKey } from "./use-rotate-key";

/** Asks when the old secret stops, and rotates a key; the new secret shows in the dialog of new keys. */
export function RotateKeyDialog({
  target,
  onClose,
  onRotated,
}: {
  target: RotationTarget | null;
  onClose: () => void;
  onRotated: (made: MadeKey) => void;
}) {
  // What is being closed stays readable while it fades out.
  const [last, setLast] = useState({ target, times: 0 });
  if (target !== null && target !== last.target) setLast({ target, times: last.times + 1 });
  const busy = useRef(false);
  const form = useRef<HTMLFormElement>(null);
  return (
    <Dialog
      open={target !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      onCloseRequest={() => !busy.current}
      initialFocus={() => form.current?.querySelector<HTMLInputElement>("input:checked") ?? true}
      title={`Rotate ${last.target?.key.name ?? "key"}`}
      description="The key gets a new secret. Its id, name, limits and history stay."
    >
      {last.target === null ? null : (
        <RotateForm key={last.times} target={last.target} form={form} busy={busy} onRotated={onRotated} />
      )}
    </Dialog>
  );
}

function RotateForm({
  target,
  form: element,
  busy,
  onRotated,
}: {
  target: RotationTarget;
  form: RefObject<HTMLFormElement | null>;
  busy: { current: boolean };
  onRotated: (made: MadeKey) => void;
}) {
  const form = useRotateKey(target, onRotated);
  busy.current = form.pending;
  const ends = OLD_SECRET_ENDS.filter(({ value }) => !form.isOpen || value === "now");
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        form.submit();
      }}
    >
      <DialogBody>
        <Evidence proof={target.proof} />
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-2 font-medium text-sm">
            {form.isOpen ? "Both older secrets stop" : "The old secret stops"}
          </legend>
          {ends.map(({ value, label }) => (
            <label key={value} className="inline-flex min-h-7 items-center gap-2 text-sm">
              <input
                type="radio"
                name="old-secret-ends"
                value={value}
                checked={form.end === value}
                onChange={() => form.choose(value)}
                className="size-4 accent-accent"
              />
              {label}
            </label>
          ))}
        </fieldset>
        {form.end === "pick" ? <MomentFields picked={form.picked} pick={form.pick} error={null} /> : null}
        {form.end === "now" ? (
          <div className="flex flex-col gap-1">
            <Checkbox
              label={`Refuse every program that still sends ${form.isOpen ? "one of them" : "it"}, from this moment on`}
              checked={form.sure}
              onChange={({ target: { checked } }) => form.tick(checked)}
            />
            <p role="alert" className="text-danger text-xs empty:hidden">
              {form.unsure}
            </p>
          </div>
        ) : (
          <p className="text-muted">
            Until then both secrets work, and the key’s page shows who sends which.
          </p>
        )}
        {form.failure === null ? null : <Callout tone="danger" role="alert" title={form.failure} />}
      </DialogBody>
      <DialogFooter>
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" variant="primary" loading={form.pending}>
          Rotate key
        </Button>
      </DialogFooter>
    </form>
  );
}

/** Who sends the secret that is about to be replaced, and that an earlier rotation is unfinished. */
function Evidence({ proof }: Pick<RotationTarget, "proof">) {
  const newest = proof?.secrets[0];
  if (proof === null || newest === undefined) return null;
  const now = new Date(proof.at);
  const open = openSecret(proof);
  if (open === null) {
    return <p className="text-muted">{proofSentence(newest, now, true)}.</p>;
  }
  return (
    <Callout tone="warn" title="This key is being rotated already.">
      {proofSentence(open, now)}. {endWords(open, now)} Wait for its end or stop it on the key’s Security
      page, or let both older secrets stop now.
    </Callout>
  );
}

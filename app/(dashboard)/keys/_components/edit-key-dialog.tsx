"use client";

import { type RefObject, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { useToasts } from "@/components/ui/toast";
import { formatMoment } from "@/lib/core/format";
import { attempt } from "@/lib/transport/attempt";
import { updateKeyAction } from "../actions";
import { type DetailsErrors, DetailsFields, detailsErrors, tagsOf } from "./details-fields";
import type { ExpiryChoice } from "./expiry-choice";
import { ExpiryField } from "./expiry-field";
import type { OfferedKey } from "./key-state";
import { useExpiry } from "./use-expiry";

const AS_IT_IS: ExpiryChoice = { kind: "as it is" };

/** Changes when a key expires, what it is for and what it is tagged with. */
export function EditKeyDialog({
  target,
  maxDays,
  onClose,
}: {
  target: OfferedKey | null;
  maxDays: number | null;
  onClose: () => void;
}) {
  // What is being closed stays readable while it fades out.
  const [last, setLast] = useState({ target, times: 0 });
  if (target !== null && target !== last.target) setLast({ target, times: last.times + 1 });
  const form = useRef<HTMLFormElement>(null);
  return (
    <Dialog
      open={target !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      initialFocus={() => form.current?.querySelector("select") ?? true}
      title={`Details of ${last.target?.name ?? "key"}`}
      size="sm"
    >
      {last.target === null ? null : (
        <EditForm key={last.times} target={last.target} form={form} maxDays={maxDays} onClose={onClose} />
      )}
    </Dialog>
  );
}

type FormProps = { target: OfferedKey; maxDays: number | null; onClose: () => void };

function EditForm({
  form: element,
  target,
  maxDays,
  onClose,
}: FormProps & { form: RefObject<HTMLFormElement | null> }) {
  const form = useEditKey({ target, maxDays, onClose });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const keeps =
    target.expiresAt === null ? "Never, as it is" : `${formatMoment(target.expiresAt, zone)}, as it is`;
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <DialogBody>
        <ExpiryField expiry={form.expiry} maxDays={maxDays} keeps={keeps} />
        <DetailsFields details={form.details} errors={form.errors} onChange={form.describe} />
        {form.failure === null ? null : <Callout tone="danger" role="alert" title={form.failure} />}
      </DialogBody>
      <DialogFooter>
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" variant="primary" loading={form.pending}>
          Save
        </Button>
      </DialogFooter>
    </form>
  );
}

function useEditKey({ target, maxDays, onClose }: FormProps) {
  const toasts = useToasts();
  const [details, setDetails] = useState({
    description: target.description ?? "",
    tags: target.tags.join(", "),
  });
  const [errors, setErrors] = useState<DetailsErrors | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const expiry = useExpiry(AS_IT_IS, maxDays);

  async function submit() {
    const wrong = detailsErrors(details);
    const expiresAt = expiry.read(new Date());
    setErrors(wrong);
    if (pending || wrong !== null || expiresAt === false) return;
    setPending(true);
    setFailure(null);
    const { description, tags } = details;
    const changes = { description, tags: tagsOf(tags), expiresAt: expiresAt?.toISOString() ?? expiresAt };
    const saved = await attempt(() => updateKeyAction({ keyId: target.id, ...changes }));
    setPending(false);
    if (!saved.ok) return setFailure(saved.error.message);
    onClose();
    toasts.add({ title: "Details saved" });
  }

  return {
    details,
    describe: (next: typeof details) => {
      setErrors(null);
      setDetails(next);
    },
    errors,
    expiry,
    failure,
    pending,
    submit,
  };
}

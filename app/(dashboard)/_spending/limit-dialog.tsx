"use client";

import { type FormEvent, type RefObject, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { FormFailure } from "@/components/ui/form-failure";
import { useToasts } from "@/components/ui/toast";
import type { SpendingLimit } from "@/lib/spending/contract";
import { attempt } from "@/lib/transport/attempt";
import { changeSpendingLimitAction, createSpendingLimitAction } from "./actions";
import { type HolderChoices, HolderField } from "./holder-field";
import { changesOf, draftOf, type Holder, limitOf, newDraft, problemsOf } from "./limit-draft";
import { LimitFields } from "./limit-fields";
import { limitName } from "./limit-words";
import { useLastTarget } from "./use-last-target";

/** A limit that is to be changed, or a new one of a holder that may be chosen where there are choices. */
export type LimitTarget =
  | { limit: SpendingLimit }
  | { limit: null; holder: Holder; choices: HolderChoices | null; amount: string };

/** Sets a new limit or changes one. */
export function LimitDialog({
  target,
  zone,
  onClose,
}: {
  target: LimitTarget | null;
  zone: string;
  onClose: () => void;
}) {
  const { last, times } = useLastTarget(target);
  const form = useRef<HTMLFormElement>(null);
  if (last === null) return null;
  const isNew = last.limit === null;
  return (
    <Dialog
      open={target !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      initialFocus={() => form.current?.querySelector("input") ?? true}
      title={last.limit === null ? "Set a spending limit" : `Change the ${limitName(last.limit)}`}
      description={
        isNew
          ? "What was spent in the period before the limit was set counts too."
          : "It holds for every call that begins after it is saved."
      }
    >
      <LimitForm key={times} form={form} target={last} zone={zone} onDone={onClose} />
    </Dialog>
  );
}

function LimitForm({
  form,
  target,
  zone,
  onDone,
}: {
  form: RefObject<HTMLFormElement | null>;
  target: LimitTarget;
  zone: string;
  onDone: () => void;
}) {
  const [draft, setDraft] = useState(
    target.limit === null ? newDraft(zone, target.amount) : draftOf(target.limit),
  );
  const [holder, setHolder] = useState<Holder>(target.limit === null ? target.holder : { scope: "account" });
  const [tells, setTells] = useState(false);
  const [failure, setFailure] = useState<{ message: string } | null>(null);
  const [pending, start] = useTransition();
  const toasts = useToasts();
  const choices = target.limit === null ? target.choices : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTells(true);
    if (Object.values(problemsOf(draft)).some((problem) => problem !== null)) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
      return;
    }
    const { limit } = target;
    start(async () => {
      const result = await attempt<unknown>(() =>
        limit === null
          ? createSpendingLimitAction(limitOf(draft, holder))
          : changeSpendingLimitAction({
              limitId: limit.id,
              changes: changesOf(draft),
              ifUpdatedAt: limit.updatedAt.toISOString(),
            }),
      );
      if (!result.ok) return setFailure(result.error);
      onDone();
      toasts.add({ title: limit === null ? "Spending limit set" : "Spending limit changed" });
    });
  }

  return (
    <form ref={form} noValidate onSubmit={submit}>
      <DialogBody>
        {choices === null ? null : <HolderField holder={holder} choices={choices} onChange={setHolder} />}
        <LimitFields draft={draft} tells={tells} isNew={target.limit === null} onChange={setDraft} />
        <FormFailure failure={failure} />
      </DialogBody>
      <DialogFooter>
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" variant="primary" loading={pending}>
          {target.limit === null ? "Set limit" : "Save limit"}
        </Button>
      </DialogFooter>
    </form>
  );
}

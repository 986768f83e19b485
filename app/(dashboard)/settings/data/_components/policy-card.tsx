"use client";

import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { FormFailure } from "@/components/ui/form-failure";
import { useToasts } from "@/components/ui/toast";
import type { AccountPayloadPolicy } from "@/lib/core/payload-policy";
import { attempt } from "@/lib/transport/attempt";
import { daysProblem, draftOf, policyOf } from "../../../_payloads/payload-draft";
import { PayloadFields } from "../../../_payloads/payload-fields";
import { setPayloadPolicyAction } from "../actions";

const CHOICES = [
  { store: false, label: "Keep nothing" },
  { store: true, label: "Keep what is asked and answered" },
];

/** What is kept of the account's requests, where no key and no gate says otherwise. */
export function PolicyCard({ policy }: { policy: AccountPayloadPolicy }) {
  const [draft, setDraft] = useState(draftOf(policy));
  const [ceiling, setCeiling] = useState(policy.ceiling);
  const [tells, setTells] = useState(false);
  const [failure, setFailure] = useState<{ message: string } | null>(null);
  const [pending, start] = useTransition();
  const toasts = useToasts();

  function save(event: FormEvent) {
    event.preventDefault();
    setTells(true);
    if (daysProblem(draft) !== null) {
      if (draft.store) return;
      // Days that nobody sees cannot be wrong.
      setDraft({ ...draft, days: String(policy.keepDays) });
    }
    start(async () => {
      const said = policyOf(draft);
      const keepDays = daysProblem(draft) === null ? said.keepDays : policy.keepDays;
      const result = await attempt(() => setPayloadPolicyAction({ ...said, keepDays, ceiling }));
      setFailure(result.ok ? null : result.error);
      if (result.ok) toasts.add({ title: "What is kept was saved" });
    });
  }

  return (
    <Card
      title="Payloads"
      description="What is asked and answered in each request, kept apart from the log and shown with it to this account alone. Off unless you turn it on."
    >
      <form noValidate onSubmit={save} className="flex max-w-xl flex-col gap-4">
        <fieldset className="flex flex-col gap-1">
          <legend className="sr-only">What is kept</legend>
          {CHOICES.map(({ store, label }) => (
            <label key={label} className="inline-flex min-h-7 items-center gap-2 text-sm">
              <input
                type="radio"
                name="payloads"
                checked={draft.store === store}
                onChange={() => setDraft({ ...draft, store })}
                className="size-4 shrink-0 accent-accent"
              />
              {label}
            </label>
          ))}
        </fieldset>
        {draft.store ? <PayloadFields draft={draft} tells={tells} onChange={setDraft} /> : null}
        <div>
          <Checkbox
            label="Keys and gates may keep less, never more"
            checked={ceiling}
            onChange={({ target }) => setCeiling(target.checked)}
          />
          <p className="mt-1 text-subtle text-xs">
            {draft.store
              ? "Without it, a key or a gate may keep payloads for longer than the account."
              : "Without it, a key or a gate may keep payloads although the account does not."}
          </p>
        </div>
        <FormFailure failure={failure} />
        <Button type="submit" loading={pending} className="self-start">
          Save payloads
        </Button>
      </form>
    </Card>
  );
}

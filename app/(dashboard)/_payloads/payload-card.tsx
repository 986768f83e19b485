"use client";

import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FormFailure } from "@/components/ui/form-failure";
import { useToasts } from "@/components/ui/toast";
import {
  type AccountPayloadPolicy,
  type PayloadPolicy,
  type PayloadVerdict,
  payloadVerdict,
} from "@/lib/core/payload-policy";
import { daysProblem, draftOf, policyOf, verdictWords } from "./payload-draft";
import { PayloadFields } from "./payload-fields";

type Result = { ok: true } | { ok: false; error: { message: string } };
type Choice = "inherit" | "off" | "on";

const FROM: Record<PayloadVerdict["from"], string> = {
  key: "this key",
  gate: "this gate",
  account: "the account",
  default: "the default",
};

/** What is kept of the requests of a key or a gate: as others say, nothing, or in its own way; and what comes of it. */
export function PayloadCard({
  of,
  own,
  account,
  save,
}: {
  of: "key" | "gate";
  own: PayloadPolicy | null;
  account: AccountPayloadPolicy;
  save: (payloads: PayloadPolicy | null) => Promise<Result>;
}) {
  const [choice, setChoice] = useState<Choice>(own === null ? "inherit" : own.store ? "on" : "off");
  const [draft, setDraft] = useState(draftOf(own ?? account));
  const [failure, setFailure] = useState<{ message: string } | null>(null);
  const [tells, setTells] = useState(false);
  const [pending, start] = useTransition();
  const toasts = useToasts();
  const said = choice === "inherit" ? null : policyOf({ ...draft, store: choice === "on" });

  function submit(event: FormEvent) {
    event.preventDefault();
    setTells(true);
    if (choice === "on" && daysProblem(draft) !== null) return;
    start(async () => {
      // Days that nobody sees cannot be wrong.
      const payloads = said === null || said.keepDays > 0 ? said : { ...said, keepDays: account.keepDays };
      const result = await save(payloads);
      setFailure(result.ok ? null : result.error);
      if (result.ok) toasts.add({ title: "What is kept was saved" });
    });
  }

  return (
    <Card
      title="Payloads"
      description="What is asked and answered, kept beside the log. It counts for requests that begin after it is saved."
    >
      <form noValidate onSubmit={submit} className="flex max-w-xl flex-col gap-4">
        <Choices of={of} choice={choice} onChoose={setChoice} />
        {choice === "on" ? <PayloadFields draft={draft} tells={tells} onChange={setDraft} /> : null}
        <Effect of={of} said={said} account={account} />
        <FormFailure failure={failure} />
        <Button type="submit" loading={pending} className="self-start">
          Save payloads
        </Button>
      </form>
    </Card>
  );
}

function Choices({
  of,
  choice,
  onChoose,
}: {
  of: "key" | "gate";
  choice: Choice;
  onChoose: (next: Choice) => void;
}) {
  const labels: Record<Choice, string> = {
    inherit: of === "key" ? "As the gate or the account says" : "As the account says",
    off: "Keep nothing",
    on: "Keep what is asked and answered",
  };
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="sr-only">What is kept</legend>
      {(Object.keys(labels) as Choice[]).map((value) => (
        <label key={value} className="inline-flex min-h-7 items-center gap-2 text-sm">
          <input
            type="radio"
            name={`payloads-of-${of}`}
            value={value}
            checked={choice === value}
            onChange={() => onChoose(value)}
            className="size-4 shrink-0 accent-accent"
          />
          {labels[value]}
        </label>
      ))}
    </fieldset>
  );
}

/** What would hold, and whose word it is. */
function Effect({
  of,
  said,
  account,
}: {
  of: "key" | "gate";
  said: PayloadPolicy | null;
  account: AccountPayloadPolicy;
}) {
  const verdict = payloadVerdict({
    key: of === "key" ? said : null,
    gate: of === "gate" ? said : null,
    account,
  });
  const others =
    of === "key"
      ? "Where a gate says something of its own, that counts."
      : "A key that says something of its own comes first.";
  const isOpen = of === "gate" || said === null;
  return (
    <p role="status" className="text-muted text-sm">
      <span className="text-ink">{verdictWords(verdict)}</span> By {FROM[verdict.from]}.
      {isOpen ? ` ${others}` : ""}
    </p>
  );
}

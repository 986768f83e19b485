"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { MOST_KEPT_DAYS } from "@/lib/core/payload-policy";
import { daysProblem, type PayloadDraft } from "./payload-draft";

/** How long payloads are kept and what is left out of them. `tells` is true once mistakes should show. */
export function PayloadFields({
  draft,
  tells,
  onChange,
}: {
  draft: PayloadDraft;
  tells: boolean;
  onChange: (draft: PayloadDraft) => void;
}) {
  return (
    <div className="flex flex-col gap-4">
      <Field
        label="Days kept"
        hint={`1 to ${MOST_KEPT_DAYS}. Then they are deleted.`}
        error={tells ? daysProblem(draft) : null}
      >
        <Input
          inputMode="numeric"
          autoComplete="off"
          value={draft.days}
          onChange={({ target }) => onChange({ ...draft, days: target.value })}
          className="max-w-28"
        />
      </Field>
      <Field
        label="Fields left out"
        hint="Names of JSON members, separated by commas, at any depth and in any case. API keys, tokens and pictures are always left out."
      >
        <Textarea
          rows={2}
          spellCheck={false}
          placeholder="email, ssn"
          value={draft.fields}
          onChange={({ target }) => onChange({ ...draft, fields: target.value })}
        />
      </Field>
    </div>
  );
}

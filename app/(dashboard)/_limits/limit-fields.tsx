"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LIMIT_WORDS } from "@/lib/core/limit-words";
import { type LimitDraft, type LimitName, limitProblem } from "./limit-draft";

/** A field for each of some limits. `tells` is true once mistakes should show; `blank` says what a blank field means. */
export function LimitFields({
  names,
  draft,
  tells,
  blank,
  allowsUnlimited = false,
  onChange,
}: {
  names: readonly LimitName[];
  draft: LimitDraft;
  tells: boolean;
  blank: (name: LimitName) => string;
  allowsUnlimited?: boolean;
  onChange: (draft: LimitDraft) => void;
}) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {names.map((name) => {
        const value = draft[name] ?? "";
        return (
          <Field
            key={name}
            label={LIMIT_WORDS[name]}
            error={tells ? limitProblem(value, name, allowsUnlimited) : null}
          >
            <Input
              inputMode={allowsUnlimited ? "text" : "numeric"}
              autoComplete="off"
              placeholder={blank(name)}
              value={value}
              onChange={({ target }) => onChange({ ...draft, [name]: target.value })}
            />
          </Field>
        );
      })}
    </div>
  );
}

"use client";

import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { LimitDraft, LimitProblems } from "./limit-draft";
import { ENFORCEMENT_SENTENCES } from "./limit-words";

const USUAL_FENCE = "0.10";

/** Whether a limit refuses calls, and which calls it refuses because nobody knows what they cost. */
export function EnforcementFields({
  draft,
  problems,
  onChange,
}: {
  draft: LimitDraft;
  problems: LimitProblems;
  onChange: (changes: Partial<LimitDraft>) => void;
}) {
  const { enforcement, fence } = draft;
  const group = useId();
  return (
    <>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 font-medium text-sm">When it is reached</legend>
        <Choice
          name={`${group}-enforcement`}
          label="Block"
          note={ENFORCEMENT_SENTENCES.block}
          checked={enforcement === "block"}
          onChoose={() => onChange({ enforcement: "block" })}
        />
        <Choice
          name={`${group}-enforcement`}
          label="Alert only"
          note={ENFORCEMENT_SENTENCES.alert_only}
          checked={enforcement === "alert_only"}
          onChoose={() => onChange({ enforcement: "alert_only", fence: null })}
        />
      </fieldset>
      {enforcement === "block" ? (
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 font-medium text-sm">Calls of which nobody knows the cost</legend>
          <Choice
            name={`${group}-fence`}
            label="Refuse them"
            note="Such as calls to a model without a price, or with an answer of any length."
            checked={fence === null}
            onChoose={() => onChange({ fence: null })}
          />
          <Choice
            name={`${group}-fence`}
            label="Count each as a fixed amount"
            checked={fence !== null}
            onChoose={() => onChange({ fence: fence ?? USUAL_FENCE })}
          />
          {fence === null ? null : (
            <Field
              label="Amount for each in US dollars"
              hint="What such a call really costs may be more."
              error={problems.fence}
              className="ml-6 max-w-60"
            >
              <Input
                inputMode="decimal"
                autoComplete="off"
                value={fence}
                onChange={({ target }) => onChange({ fence: target.value })}
              />
            </Field>
          )}
        </fieldset>
      ) : null}
    </>
  );
}

function Choice({
  name,
  label,
  note,
  checked,
  onChoose,
}: {
  name: string;
  label: string;
  note?: string;
  checked: boolean;
  onChoose: () => void;
}) {
  const id = useId();
  return (
    <div className="flex items-start gap-2 text-sm">
      <input
        type="radio"
        id={id}
        name={name}
        checked={checked}
        onChange={onChoose}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
        {note === undefined ? null : (
          <p id={`${id}-note`} className="text-subtle text-xs">
            {note}
          </p>
        )}
      </div>
    </div>
  );
}

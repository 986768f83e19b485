"use client";

import type { ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import type { OverrideField } from "@/lib/core/gate-settings";
import { mayOverride, OVERRIDE_WORDS, withOverride } from "../field-words";
import type { Editor } from "./use-gate-editor";

/** A field of the gate with what is wrong with it. With `lock` it says whether a request may bring its own. */
export function EditorField({
  editor,
  field,
  label,
  hint,
  required = false,
  lock,
  children,
}: {
  editor: Editor;
  field: string;
  label: string;
  hint?: ReactNode;
  required?: boolean;
  lock?: OverrideField;
  children: ReactNode;
}) {
  const found = editor.problems.filter((problem) => problem.field === field);
  const error = found.find(({ severity }) => severity === "error")?.message;
  const warning = found.find(({ severity }) => severity === "warning")?.message;
  return (
    <div data-field={field} className="flex min-w-0 flex-col gap-1.5">
      <Field
        label={label}
        required={required}
        error={error}
        hint={
          warning === undefined ? (
            hint
          ) : (
            <>
              <span className="block text-warn">{warning}</span>
              {hint}
            </>
          )
        }
      >
        {children}
      </Field>
      {lock === undefined ? null : <OverrideLock editor={editor} field={lock} />}
    </div>
  );
}

/** Whether a request may replace a field; where it may not, the gate's value is used. */
export function OverrideLock({
  editor,
  field,
  named = false,
}: {
  editor: Editor;
  field: OverrideField;
  /** True where the field is not in sight right above, so that its name is needed. */
  named?: boolean;
}) {
  const { allowOverrides } = editor.said.settings;
  return (
    <Checkbox
      className="text-muted text-xs"
      label={
        <>
          Callers may override
          <span className={named ? undefined : "sr-only"}> the {OVERRIDE_WORDS[field]}</span>
        </>
      }
      checked={mayOverride(allowOverrides, field)}
      onChange={(event) =>
        editor.changeSettings({ allowOverrides: withOverride(allowOverrides, field, event.target.checked) })
      }
    />
  );
}

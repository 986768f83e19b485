"use client";

import { Callout } from "@/components/ui/callout";
import { fieldLabel } from "../field-words";
import { ProblemText } from "./problem-text";
import type { Editor } from "./use-gate-editor";

/** Everything that is wrong, above the fields; each line leads to its field. */
export function ProblemSummary({ editor }: { editor: Editor }) {
  const { problems } = editor;
  const errors = problems.filter(({ severity }) => severity === "error").length;
  if (problems.length === 0) return null;
  return (
    <Callout tone={errors > 0 ? "danger" : "warn"} title={titleOf(errors, problems.length - errors)}>
      <ul className="mt-1 flex flex-col gap-0.5">
        {problems.map((problem) => {
          const { field, message } = problem;
          return (
            <li key={`${field} ${message}`} className="break-words">
              {field === "" ? null : (
                <>
                  <button
                    type="button"
                    className="min-h-6 rounded-sm underline"
                    onClick={() => editor.focusField(field)}
                  >
                    {fieldLabel(field)}
                  </button>
                  {": "}
                </>
              )}
              <ProblemText problem={problem} />
            </li>
          );
        })}
      </ul>
    </Callout>
  );
}

function titleOf(errors: number, warnings: number): string {
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  if (errors === 0) return warnings === 1 ? "Worth a look" : "Worth a look, before you rely on it";
  const rest = warnings === 0 ? "" : ` and ${count(warnings, "warning")}`;
  return `${count(errors, "problem")}${rest}`;
}

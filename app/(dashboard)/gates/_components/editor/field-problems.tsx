"use client";

import { CircleAlert, TriangleAlert } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { ProblemText } from "./problem-text";
import type { Editor } from "./use-gate-editor";

/** What is wrong with a group of fields, under the group. */
export function FieldProblems({ editor, fields }: { editor: Editor; fields: string[] }) {
  const found = editor.problems.filter(({ field }) => fields.includes(field));
  if (found.length === 0) return null;
  return (
    <ul className="mt-2 flex flex-col gap-1 text-xs">
      {found.map((problem) => {
        const { message, severity } = problem;
        const Icon = severity === "error" ? CircleAlert : TriangleAlert;
        return (
          <li
            key={message}
            className={cn("flex items-start gap-1.5", severity === "error" ? "text-danger" : "text-warn")}
          >
            <Icon aria-hidden="true" className="mt-px size-3.5 shrink-0" />
            <span className="min-w-0 break-words">
              <ProblemText problem={problem} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

/** A part of the form that most people leave as it is; the line tells how that is. */
export function FoldedPart({
  title,
  summary,
  open,
  onOpen,
  children,
}: {
  title: string;
  summary: string;
  open: boolean;
  onOpen?: () => void;
  children: ReactNode;
}) {
  return (
    <details
      open={open || undefined}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open) onOpen?.();
      }}
      className="group rounded-md border border-line"
    >
      <summary className="flex cursor-pointer list-none items-center gap-2 rounded-md px-3 py-2">
        <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 text-subtle group-open:rotate-90" />
        <span className="font-medium">{title}</span>
        <span className="min-w-0 truncate text-subtle text-xs">{summary}</span>
      </summary>
      <div className="flex flex-col gap-4 border-line border-t p-3">{children}</div>
    </details>
  );
}

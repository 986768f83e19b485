import { type ReactNode, useId } from "react";
import { cn } from "./cn";
import { CopyButton } from "./copy-button";

/**
 * A piece of code that scrolls by keyboard and copies. `label` names it ("curl"); `copy` is the text to copy when it
 * differs from what is shown, for example when a secret is masked on the screen.
 */
export function CodeBlock({
  code,
  label,
  copy,
  onCopied,
  actions,
  className,
}: {
  code: string;
  label: string;
  copy?: string;
  onCopied?: () => void;
  actions?: ReactNode;
  className?: string;
}) {
  const id = useId();
  return (
    <div className={cn("min-w-0 overflow-hidden rounded-md border border-line bg-surface", className)}>
      <div className="flex min-h-10 items-center justify-between gap-2 border-line border-b py-1 pr-1.5 pl-3">
        <span className="truncate text-subtle text-xs">{label}</span>
        <span className="flex items-center gap-1">
          {actions}
          <CopyButton value={copy ?? code} targetId={id} variant="ghost" {...(onCopied && { onCopied })} />
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields, not code */}
      <div
        role="group"
        aria-label={`${label}, code`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="overflow-x-auto px-3 py-2.5 focus-visible:-outline-offset-2"
      >
        <pre id={id} className="w-max min-w-full text-ink text-xs leading-5">
          <code>{code}</code>
        </pre>
      </div>
    </div>
  );
}

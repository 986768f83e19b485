"use client";

import { WrapText } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { formatCountExact } from "@/lib/core/format";

/** A long text that scrolls, wraps or not, and copies. It is only ever text: nothing in it becomes a part of the page. */
export function PlainText({
  label,
  text,
  bytes,
  isCode = false,
}: {
  label: string;
  text: string | null;
  /** How much there was; more than is shown when it was cut. */
  bytes?: number;
  isCode?: boolean;
}) {
  const id = useId();
  const [wraps, setWraps] = useState(true);
  return (
    <div className="min-w-0 overflow-hidden rounded-md border border-line bg-surface">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-2 border-line border-b py-0.5 pr-1 pl-3">
        <span className="text-subtle text-xs">
          {label}
          {bytes === undefined ? "" : `, ${formatCountExact(bytes)} bytes`}
        </span>
        {text === null ? null : (
          <span className="flex items-center gap-1">
            <Button
              size="sm"
              variant="ghost"
              aria-pressed={wraps}
              icon={<WrapText aria-hidden="true" className="size-3.5" />}
              onClick={() => setWraps(!wraps)}
            >
              Wrap
            </Button>
            <CopyButton value={text} targetId={id} variant="ghost" />
          </span>
        )}
      </div>
      {text === null ? (
        <p className="px-3 py-2 text-muted text-xs">Nothing, or bytes that are no text.</p>
      ) : (
        <section
          aria-label={`${label}, text`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="max-h-80 overflow-auto px-3 py-2 focus-visible:-outline-offset-2"
        >
          <pre
            id={id}
            className={cn(
              "text-ink text-xs leading-5",
              !isCode && "font-sans",
              wraps ? "whitespace-pre-wrap break-words" : "w-max min-w-full whitespace-pre",
            )}
          >
            {text}
          </pre>
        </section>
      )}
    </div>
  );
}

"use client";

import { Check, Copy } from "lucide-react";
import { type ComponentProps, useEffect, useRef, useState } from "react";
import { Button } from "./button";
import { browserWays, type CopyResult, copyText } from "./copy-text";

const SHOWN_MS = 2_000;

function pressHint(): string {
  return /mac|iphone|ipad/i.test(navigator.userAgent) ? "Press ⌘ C" : "Press Ctrl C";
}

/**
 * Copies `value` and tells the truth about it: "Copied" for 2 s once it is on the clipboard, else the text is
 * selected and the label says which keys to press. Works over plain HTTP and inside a dialog. `targetId` names the
 * element that shows the text (a field or a code block); without it, a field with the text appears when needed. A `value`
 * that has to be fetched first is a function; when that fails, the label says so, and null copies nothing: whoever gave it has said why.
 */
export function CopyButton({
  value,
  label = "Copy",
  targetId,
  onCopied,
  ...rest
}: Omit<ComponentProps<typeof Button>, "value" | "children" | "onClick" | "loading" | "icon"> & {
  value: string | (() => Promise<string | null>);
  label?: string;
  targetId?: string | undefined;
  onCopied?: () => void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [result, setResult] = useState<CopyResult | "failed" | null>(null);
  const [fetched, setFetched] = useState("");

  useEffect(() => {
    if (result === "selected" && !targetId) field.current?.select();
    if (result !== "copied" && result !== "failed") return;
    const timer = setTimeout(() => setResult(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result, targetId]);

  async function copy() {
    const wanted = typeof value === "string" ? value : await value().catch(() => undefined);
    if (wanted === undefined) return setResult("failed");
    if (wanted === null || !button.current) return;
    setFetched(wanted);
    const shown = () => (targetId ? document.getElementById(targetId) : null);
    const next = await copyText(wanted, browserWays(button.current, shown));
    setResult(next);
    if (next === "copied") onCopied?.();
  }

  const text = wordsOf(result) ?? label;
  return (
    <span className="inline-flex shrink-0 items-center gap-2">
      {result === "selected" && !targetId ? (
        <input
          ref={field}
          readOnly
          value={typeof value === "string" ? value : fetched}
          aria-label="Text to copy"
          className="h-7 w-32 rounded-sm border border-control bg-canvas px-2 font-mono text-xs"
        />
      ) : null}
      <Button
        ref={button}
        size="sm"
        {...rest}
        onClick={copy}
        icon={
          result === "copied" ? (
            <Check aria-hidden="true" className="size-3.5 text-current" />
          ) : (
            <Copy aria-hidden="true" className="size-3.5" />
          )
        }
      >
        {text}
      </Button>
      <span role="status" className="sr-only">
        {result ? text : ""}
      </span>
    </span>
  );
}

function wordsOf(result: CopyResult | "failed" | null): string | null {
  if (result === "copied") return "Copied";
  if (result === "selected") return pressHint();
  return result === "failed" ? "Could not be loaded" : null;
}

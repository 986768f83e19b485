"use client";

import { ChevronDown, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { ChipContext } from "./chip-context";

/**
 * One part of the filter: what it says now, and behind it the fields that change it. The browser's own disclosure, so that it
 * opens without a script; with one, Esc and a press elsewhere close it. What is in it is made when it first opens.
 */
export function FilterChip({
  label,
  value,
  removeHref,
  children,
}: {
  label: string;
  /** What it is set to, in words; null when it narrows nothing. */
  value: string | null;
  removeHref: string | null;
  children: ReactNode;
}) {
  const box = useRef<HTMLDetailsElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isAtEnd, setAtEnd] = useState(false);

  useEffect(() => {
    if (!isOpen) return;
    const onPress = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) close(box.current, false);
    };
    document.addEventListener("pointerdown", onPress);
    return () => document.removeEventListener("pointerdown", onPress);
  }, [isOpen]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Escape" || !isOpen) return;
    event.preventDefault();
    event.stopPropagation();
    close(box.current, true);
  }

  return (
    <div className="relative inline-flex min-w-0 max-w-full items-stretch max-md:w-full max-md:flex-wrap max-md:has-[details[open]]:col-span-2">
      <details
        ref={box}
        name="log-filter"
        onToggle={(event) => {
          setOpen(event.currentTarget.open);
          // Near the right edge it opens to the left, so that the page does not grow.
          const right = popup.current?.getBoundingClientRect().right ?? 0;
          if (event.currentTarget.open)
            setAtEnd((last) => last || right > document.documentElement.clientWidth);
        }}
        onKeyDown={onKeyDown}
        className="min-w-0 max-md:flex-1"
      >
        <summary
          className={cn(
            "flex h-7 min-w-0 cursor-pointer list-none items-center gap-1.5 rounded-md border px-2.5 text-xs hover:bg-hover max-md:h-10 [&::-webkit-details-marker]:hidden",
            value === null
              ? "border-line-strong border-dashed text-muted"
              : "border-line-strong bg-surface text-ink",
            removeHref !== null && "rounded-r-none",
          )}
        >
          <span className={cn("whitespace-nowrap", value !== null && "text-muted")}>{label}</span>
          {value === null ? null : <span className="min-w-0 max-w-64 truncate font-medium">{value}</span>}
          <ChevronDown aria-hidden="true" className="size-3 shrink-0 text-subtle max-md:ml-auto" />
        </summary>
        <div
          ref={popup}
          className={cn(
            "z-30 mt-1 rounded-md bg-raised p-3 shadow-elevated md:absolute md:top-full md:w-72",
            isAtEnd ? "md:right-0" : "md:left-0",
          )}
        >
          <ChipContext value={{ isOpen, close: () => close(box.current, true) }}>{children}</ChipContext>
        </div>
      </details>
      {removeHref === null ? null : (
        <Link
          href={removeHref}
          scroll={false}
          prefetch={false}
          aria-label={`Remove the filter ${label}`}
          className="inline-flex h-7 w-7 items-center justify-center rounded-r-md border border-line-strong border-l-0 bg-surface text-muted hover:bg-hover hover:text-ink max-md:h-10 max-md:w-10"
        >
          <X aria-hidden="true" className="size-3.5" />
        </Link>
      )}
    </div>
  );
}

function close(box: HTMLDetailsElement | null, withFocus: boolean) {
  if (box === null) return;
  box.open = false;
  if (withFocus) box.querySelector("summary")?.focus();
}

"use client";

import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import type { ReactNode } from "react";
import { cn } from "./cn";

/** A choice of one among a few, all in sight: a range of time, or Chart / Table. Arrow keys move within it. */
export function SegmentedControl<Value extends string>({
  label,
  value,
  options,
  onChange,
  className,
}: {
  label: string;
  value: Value;
  options: ReadonlyArray<{ value: Value; label: ReactNode; name?: string }>;
  onChange: (value: Value) => void;
  className?: string;
}) {
  return (
    <ToggleGroup<Value>
      aria-label={label}
      value={[value]}
      onValueChange={([next]) => {
        if (next !== undefined) onChange(next);
      }}
      className={cn(
        "inline-flex h-8 items-center gap-0.5 rounded-md border border-line bg-surface p-0.5",
        className,
      )}
    >
      {options.map((option) => (
        <Toggle
          key={option.value}
          value={option.value}
          aria-label={option.name}
          className={cn(
            "inline-flex h-full min-w-6 select-none items-center rounded-sm px-2.5 text-muted text-xs transition-colors hover:text-ink",
            "data-pressed:bg-canvas data-pressed:font-medium data-pressed:text-ink data-pressed:ring-1 data-pressed:ring-line-strong",
          )}
        >
          {option.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}

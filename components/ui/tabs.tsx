"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";

const list = "flex gap-0.5 overflow-x-auto border-line border-b";
const tab =
  "-mb-px flex h-9 shrink-0 select-none items-center whitespace-nowrap border-transparent border-b-2 px-2.5 text-muted text-sm transition-colors hover:text-ink focus-visible:-outline-offset-2";

/** Panels of which one shows at a time, on the same page. */
export function Tabs({
  label,
  items,
  value,
  onChange,
  className,
}: {
  label: string;
  items: ReadonlyArray<{ value: string; label: ReactNode; panel: ReactNode }>;
  value?: string;
  onChange?: (value: string) => void;
  className?: string;
}) {
  const id = useId();
  return (
    <Base.Root
      {...(value === undefined ? { defaultValue: items[0]?.value } : { value })}
      onValueChange={(next) => onChange?.(String(next))}
      className={cn("min-w-0", className)}
    >
      <Base.List aria-label={label} activateOnFocus className={list}>
        {items.map((item) => (
          <Base.Tab
            key={item.value}
            value={item.value}
            className={cn(tab, "data-active:border-accent-ink data-active:font-medium data-active:text-ink")}
          >
            {item.label}
          </Base.Tab>
        ))}
      </Base.List>
      {items.map((item) => (
        <Base.Panel key={`${id}-${item.value}`} value={item.value} className="pt-3">
          {item.panel}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}

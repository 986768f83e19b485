"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";
import { controlStyles } from "./input";

/**
 * A choice out of a list: the browser's own control, which types ahead, works on every phone and costs no script.
 * Children are `<option>`s. Outside a `Field` it needs an `aria-label`.
 */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  const field = useFieldControl();
  return (
    <span className={cn("relative inline-flex", className)}>
      <select {...field} className={cn(controlStyles, "h-8 appearance-none pr-8 max-md:h-10")} {...rest}>
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-subtle"
      />
    </span>
  );
}

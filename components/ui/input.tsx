"use client";

import type { ComponentProps } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";

/* 16 px on phones, because a smaller size makes iOS zoom the page on focus. */
export const controlStyles =
  "w-full min-w-0 rounded-md border border-control bg-canvas px-3 text-ink text-sm transition-colors max-md:text-base hover:border-muted focus-visible:border-accent-ink focus-visible:outline-offset-0 disabled:bg-surface disabled:opacity-60 aria-invalid:border-danger";

/** A single-line text control. Inside a `Field` it takes its id, hint and error from there. */
export function Input({ className, type = "text", ...rest }: ComponentProps<"input">) {
  const field = useFieldControl();
  return (
    <input type={type} {...field} className={cn(controlStyles, "h-8 max-md:h-10", className)} {...rest} />
  );
}

"use client";

import type { ComponentProps } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";
import { controlStyles } from "./input";

/** A text of several lines; it grows by its corner. Inside a `Field` it takes its id, hint and error from there. */
export function Textarea({ className, rows = 4, ...rest }: ComponentProps<"textarea">) {
  const field = useFieldControl();
  return (
    <textarea
      rows={rows}
      {...field}
      className={cn(controlStyles, "block resize-y py-1.5 leading-5", className)}
      {...rest}
    />
  );
}

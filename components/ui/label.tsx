import type { ComponentProps } from "react";
import { cn } from "./cn";

/** The name of a control. `Field` brings its own; use this one only where a `Field` does not fit. */
export function Label({
  className,
  htmlFor,
  children,
  ...rest
}: ComponentProps<"label"> & { htmlFor: string }) {
  return (
    <label htmlFor={htmlFor} className={cn("font-medium text-ink text-sm", className)} {...rest}>
      {children}
    </label>
  );
}

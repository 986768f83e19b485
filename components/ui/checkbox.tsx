import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/** A tick box with its label; the browser's own control in our accent, so it works in every form and theme. */
export function Checkbox({
  label,
  className,
  ...rest
}: Omit<ComponentProps<"input">, "type"> & { label: ReactNode }) {
  return (
    <label className={cn("inline-flex min-h-6 items-center gap-2 text-sm", className)}>
      <input type="checkbox" className="size-4 shrink-0 accent-accent" {...rest} />
      <span className="min-w-0">{label}</span>
    </label>
  );
}

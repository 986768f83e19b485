import { cn } from "./cn";

/** A turning ring; the words beside it say what is going on, so it is hidden from assistive technology. */
export function Spinner({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "inline-block size-3.5 shrink-0 rounded-full border-2 border-current border-r-transparent opacity-80 motion-safe:animate-spin",
        className,
      )}
    />
  );
}

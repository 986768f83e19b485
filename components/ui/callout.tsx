import { cva, type VariantProps } from "class-variance-authority";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const callout = cva("flex gap-3 rounded-md border p-3 text-sm", {
  variants: {
    tone: {
      info: "border-line bg-surface text-muted",
      ok: "border-ok-line bg-ok-tint text-ink",
      warn: "border-warn-line bg-warn-tint text-ink",
      danger: "border-danger-line bg-danger-tint text-ink",
    },
  },
});

const MARKS = {
  info: { Icon: Info, colour: "text-subtle" },
  ok: { Icon: CircleCheck, colour: "text-ok" },
  warn: { Icon: TriangleAlert, colour: "text-warn" },
  danger: { Icon: CircleAlert, colour: "text-danger" },
} as const;

/**
 * Something to know right here. Give `role="alert"` when it appears as the answer to what the person just did;
 * without it, it is part of the page.
 */
export function Callout({
  tone = "info",
  title,
  role,
  className,
  children,
}: VariantProps<typeof callout> & {
  title?: ReactNode;
  role?: "alert" | "status";
  className?: string;
  children?: ReactNode;
}) {
  const { Icon, colour } = MARKS[tone ?? "info"];
  return (
    <div role={role} className={cn(callout({ tone }), className)}>
      <Icon aria-hidden="true" className={cn("mt-0.5 size-4 shrink-0", colour)} />
      <div className="min-w-0 flex-1">
        {title ? <p className="font-medium text-ink">{title}</p> : null}
        {children}
      </div>
    </div>
  );
}

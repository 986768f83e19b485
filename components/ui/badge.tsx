import { cva, type VariantProps } from "class-variance-authority";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const badge = cva(
  "inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 text-xs [&_svg]:size-3",
  {
    variants: {
      tone: {
        neutral: "border-line bg-surface text-muted",
        ok: "border-ok-line bg-ok-tint text-ok",
        warn: "border-warn-line bg-warn-tint text-warn",
        danger: "border-danger-line bg-danger-tint text-danger",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

/** The state of something: a word, with an icon in front of it, so that the colour only repeats what is said. */
export function Badge({
  tone,
  icon: Icon,
  className,
  children,
}: VariantProps<typeof badge> & { icon?: LucideIcon; className?: string; children: ReactNode }) {
  return (
    <span className={cn(badge({ tone }), className)}>
      {Icon ? <Icon aria-hidden="true" /> : null}
      {children}
    </span>
  );
}

import type { ReactNode } from "react";
import { cn } from "./cn";

/** What stands where there is nothing yet: what would be here, and the one thing to do about it. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  level = 2,
  className,
}: {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  level?: 2 | 3;
  className?: string;
}) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <div className={cn("flex flex-col items-center gap-3 px-4 py-12 text-center", className)}>
      {icon ? <span className="text-subtle [&_svg]:size-6">{icon}</span> : null}
      <Heading className="text-base text-ink">{title}</Heading>
      {children ? <div className="max-w-prose text-balance text-muted">{children}</div> : null}
      {action ? <div className="mt-1 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}

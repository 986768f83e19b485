import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";

/**
 * The top bar of a page: its one `h1`, where it belongs, and its actions. `primaryAction` is the single primary
 * button of the page; on phones it sticks to the bottom edge, within reach of the thumb.
 */
export function PageHeader({
  title,
  parent,
  badge,
  actions,
  primaryAction,
}: {
  title: ReactNode;
  parent?: { href: string; label: string };
  badge?: ReactNode;
  actions?: ReactNode;
  primaryAction?: ReactNode;
}) {
  return (
    <header className="z-10 flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-b bg-canvas px-4 py-2.5 md:sticky md:top-0 md:px-8">
      {/* On phones it leaves room for one small button, so that a long name does not send it to a line of its own. */}
      <div className="flex min-w-0 items-center gap-2 max-md:max-w-[calc(100%-3.25rem)]">
        {parent ? (
          <>
            <Link href={parent.href} className="shrink-0 rounded-sm text-muted hover:text-ink">
              {parent.label}
            </Link>
            <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 text-subtle" />
          </>
        ) : null}
        <h1 className="min-w-0 truncate text-base">{title}</h1>
        {badge}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {actions}
        {primaryAction ? (
          <div className="max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-20 max-md:border-line max-md:border-t max-md:bg-canvas max-md:px-4 max-md:pt-3 max-md:pb-[calc(0.75rem+env(safe-area-inset-bottom))] max-md:*:h-11 max-md:*:w-full">
            {primaryAction}
          </div>
        ) : null}
      </div>
    </header>
  );
}

/** The content of a page below its header, with the page's margins. */
export function PageBody({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div className={cn("flex w-full max-w-6xl flex-col gap-6 px-4 py-6 md:px-8", className)}>{children}</div>
  );
}

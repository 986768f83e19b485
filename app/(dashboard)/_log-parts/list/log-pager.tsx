import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button, ButtonLink } from "@/components/ui/button";
import { formatCountExact } from "@/lib/core/format";

/** The way to newer and older rows: links, so that each page has its address. */
export function LogPager({
  shown,
  newerHref,
  olderHref,
}: {
  shown: number;
  newerHref: string | null;
  olderHref: string | null;
}) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 text-muted text-xs">
      <p className="tabular">
        {formatCountExact(shown)} {shown === 1 ? "row" : "rows"} on this page
      </p>
      {newerHref === null && olderHref === null ? null : (
        <nav aria-label="Pages" className="flex gap-2">
          <Turn href={newerHref}>
            <ChevronLeft aria-hidden="true" className="size-4" />
            Newer
          </Turn>
          <Turn href={olderHref}>
            Older
            <ChevronRight aria-hidden="true" className="size-4" />
          </Turn>
        </nav>
      )}
    </div>
  );
}

function Turn({ href, children }: { href: string | null; children: React.ReactNode }) {
  if (href === null) return <Button disabled>{children}</Button>;
  return (
    <ButtonLink href={href} prefetch={false}>
      {children}
    </ButtonLink>
  );
}

"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";

/** The pages of the documentation; a column beside the text, a row above it on phones. */
export function DocsNav({ pages }: { pages: ReadonlyArray<{ href: string; label: string }> }) {
  const path = usePathname();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>(`[href="${path}"]`);
    const row = list.current?.closest<HTMLElement>("[data-docs-nav]");
    // On phones the row is wider than the screen; the page itself must not move.
    if (current && row) row.scrollLeft = current.offsetLeft - row.clientWidth / 3;
  }, [path]);
  return (
    <nav aria-label="Documentation">
      <ul ref={list} className="flex gap-0.5 md:flex-col">
        {pages.map(({ href, label }) => {
          const current = path === href;
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={current ? "page" : undefined}
                className={cn(
                  "relative flex h-8 items-center whitespace-nowrap rounded-md px-2.5 text-muted transition-colors hover:bg-hover hover:text-ink max-md:h-10",
                  current &&
                    "bg-hover font-medium text-ink before:absolute before:inset-y-1.5 before:left-0 before:w-0.5 before:rounded-full before:bg-accent-ink before:content-['']",
                )}
              >
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";

const REFERENCE = "/docs/reference";

type Entry = { href: string; label: string };

/** The pages of the documentation; a column beside the text, a row above it on phones. */
export function DocsNav({ pages, reference }: { pages: readonly Entry[]; reference: readonly Entry[] }) {
  const path = usePathname();
  const list = useRef<HTMLUListElement>(null);
  const listed = pages.flatMap((page) => [
    { ...page, isPart: false },
    // The reference has many pages: they are listed to those who read it.
    ...(page.href === REFERENCE && path.startsWith(REFERENCE)
      ? reference.map((part) => ({ ...part, isPart: true }))
      : []),
  ]);
  // A page of an operation is not listed itself: its group stands for it.
  const here = listed.find(
    ({ href, isPart }) => path === href || (isPart && path.startsWith(`${href}/`)),
  )?.href;
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>(`[href="${here}"]`);
    const row = list.current?.closest<HTMLElement>("[data-docs-nav]");
    // On phones the row is wider than the screen; the page itself must not move.
    if (current && row) row.scrollLeft = current.offsetLeft - row.clientWidth / 3;
  }, [here]);
  return (
    <nav aria-label="Documentation">
      <ul ref={list} className="flex gap-0.5 md:flex-col">
        {listed.map(({ href, label, isPart }) => {
          const current = href === here;
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={current ? (path === href ? "page" : "true") : undefined}
                className={cn(
                  "relative flex h-8 items-center whitespace-nowrap rounded-md px-2.5 text-muted transition-colors hover:bg-hover hover:text-ink max-md:h-10",
                  isPart && "md:pl-6",
                  current &&
                    "bg-hover font-medium text-ink before:absolute before:inset-y-1.5 before:left-0 before:w-0.5 before:rounded-full before:bg-accent-ink before:content-['']",
                )}
              >
                {label}
                {/* Keys, Gates and others are pages of their own, too. */}
                {isPart ? <span className="sr-only"> (API reference)</span> : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

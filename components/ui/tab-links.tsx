"use client";

import { usePathname } from "next/navigation";
import { cn } from "./cn";
import { Link } from "./link";

/** The parts of one thing, each a page with its own address. The current one is told by `aria-current`, a bar and its weight. */
export function TabLinks({
  label,
  items,
}: {
  label: string;
  items: ReadonlyArray<{ href: string; label: string }>;
}) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="border-line border-b px-4 md:px-8">
      <ul className="mx-auto flex max-w-6xl gap-1 overflow-x-auto">
        {items.map(({ href, label: text }) => (
          <li key={href} className="shrink-0">
            <Link
              href={href}
              aria-current={path === href ? "page" : undefined}
              className={cn(
                "-mb-px flex h-10 items-center whitespace-nowrap border-transparent border-b-2 px-3 text-muted text-sm transition-colors hover:text-ink focus-visible:-outline-offset-2",
                path === href && "border-accent-ink font-medium text-ink",
              )}
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";

const PAGES = [
  { href: "/docs", label: "Introduction" },
  { href: "/docs/quickstart", label: "Quickstart" },
  { href: "/docs/authentication", label: "Authentication" },
  { href: "/docs/keys", label: "Keys" },
  { href: "/docs/scopes", label: "Scopes" },
  { href: "/docs/guard", label: "Guard and alerts" },
  { href: "/docs/leaks", label: "Leaked keys" },
  { href: "/docs/gates", label: "Gates" },
  { href: "/docs/provider-keys", label: "Provider keys" },
  { href: "/docs/limits", label: "Plans and limits" },
  { href: "/docs/webhooks", label: "Webhooks" },
  { href: "/docs/audit", label: "Audit log" },
  { href: "/docs/usage", label: "Usage and logs" },
  { href: "/docs/models", label: "Models and prices" },
  { href: "/docs/endpoints", label: "Endpoints" },
  { href: "/docs/errors", label: "Errors" },
] as const;

/** The pages of the documentation; a column beside the text, a row above it on phones. */
export function DocsNav() {
  const path = usePathname();
  return (
    <nav aria-label="Documentation">
      <ul className="flex gap-0.5 md:flex-col">
        {PAGES.map(({ href, label }) => {
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

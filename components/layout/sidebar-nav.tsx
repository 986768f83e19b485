"use client";

import {
  BookOpen,
  ChartColumn,
  Gauge,
  KeyRound,
  LayoutDashboard,
  Logs,
  Plug,
  ScrollText,
  Settings,
  Split,
  Tags,
  Wallet,
} from "lucide-react";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";

/* Only rooms that exist; a new one is one line here. */
const ROOMS = [
  { href: "/overview", label: "Overview", Icon: LayoutDashboard },
  { href: "/keys", label: "API Keys", Icon: KeyRound },
  { href: "/gates", label: "Gates", Icon: Split },
  { href: "/logs", label: "Logs", Icon: Logs },
  { href: "/usage", label: "Usage", Icon: ChartColumn },
  { href: "/spending", label: "Spending", Icon: Wallet },
  { href: "/prices", label: "Prices", Icon: Tags },
  { href: "/provider-keys", label: "Provider Keys", Icon: Plug },
  { href: "/plan", label: "Plan & limits", Icon: Gauge },
  { href: "/audit", label: "Audit log", Icon: ScrollText },
  { href: "/docs", label: "Docs", Icon: BookOpen },
  { href: "/settings", label: "Settings", Icon: Settings },
] as const;

/** The main navigation. The current room is told by `aria-current`, a bar and a heavier weight. */
export function SidebarNav({ onNavigate }: { onNavigate?: () => void }) {
  const path = usePathname();
  return (
    <nav aria-label="Main">
      <ul className="flex flex-col gap-0.5">
        {ROOMS.map(({ href, label, Icon }) => {
          const current = path === href || path.startsWith(`${href}/`);
          return (
            <li key={href}>
              <Link
                href={href}
                onClick={onNavigate}
                aria-current={current ? "page" : undefined}
                className={cn(
                  "relative flex h-8 items-center gap-2.5 rounded-md px-2.5 text-muted transition-colors hover:bg-hover hover:text-ink max-md:h-11",
                  current &&
                    "bg-hover font-medium text-ink before:absolute before:inset-y-1.5 before:left-0 before:w-0.5 before:rounded-full before:bg-accent-ink before:content-['']",
                )}
              >
                <Icon aria-hidden="true" className={cn("size-4", current ? "text-ink" : "text-subtle")} />
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

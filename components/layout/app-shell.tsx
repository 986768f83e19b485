import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { MAIN_ID, SkipLink } from "@/components/ui/skip-link";
import { ToastProvider } from "@/components/ui/toast";
import { AccountMenu, type Person } from "./account-menu";
import { Brand } from "./brand";
import { GoShortcuts } from "./go-shortcuts";
import { PhoneBar } from "./phone-bar";
import { SidebarNav } from "./sidebar-nav";

/** The frame of every page of the dashboard: skip link, navigation, one `main`. Pages begin with a `PageHeader`. */
export function AppShell({
  person,
  signOut,
  children,
}: {
  person: Person;
  signOut: () => Promise<void>;
  children: ReactNode;
}) {
  return (
    <ToastProvider>
      <SkipLink />
      <GoShortcuts />
      <PhoneBar person={person} signOut={signOut} />
      <div className="md:grid md:grid-cols-[15rem_minmax(0,1fr)]">
        <aside
          aria-label="Sidebar"
          data-print="hide"
          className="sticky top-0 hidden h-dvh flex-col border-line border-r bg-surface md:flex"
        >
          <div className="flex h-14 shrink-0 items-center px-4">
            <Link href="/overview" className="rounded-sm">
              <Brand />
            </Link>
          </div>
          <div className="flex-1 overflow-y-auto px-2 py-1">
            <SidebarNav />
          </div>
          <div className="border-line border-t p-2">
            <AccountMenu person={person} signOut={signOut} />
          </div>
        </aside>
        <main id={MAIN_ID} tabIndex={-1} className="min-w-0 max-md:pb-24">
          {children}
        </main>
      </div>
    </ToastProvider>
  );
}

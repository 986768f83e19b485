"use client";

import { Menu as MenuIcon } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { useLoadedOnce } from "@/components/ui/use-loaded-once";
import { AccountMenu, type Person } from "./account-menu";
import { Brand } from "./brand";
import { SidebarNav } from "./sidebar-nav";

const Drawer = lazy(() => import("./drawer"));

/** Below 768 px: a bar with the brand and a button that opens the navigation as a modal drawer. */
export function PhoneBar({ person, signOut }: { person: Person; signOut: () => Promise<void> }) {
  const [open, setOpen] = useState(false);
  const loaded = useLoadedOnce(open);
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-line border-b bg-canvas px-2 md:hidden">
      <Button
        variant="ghost"
        size="icon"
        className="size-10"
        aria-label="Open navigation"
        aria-haspopup="dialog"
        aria-expanded={open}
        icon={<MenuIcon aria-hidden="true" className="size-5" />}
        onClick={() => setOpen(true)}
      />
      <Link href="/overview" className="rounded-sm">
        <Brand />
      </Link>
      {loaded ? (
        <Suspense fallback={null}>
          <Drawer open={open} onOpenChange={setOpen} foot={<AccountMenu person={person} signOut={signOut} />}>
            <SidebarNav onNavigate={() => setOpen(false)} />
          </Drawer>
        </Suspense>
      ) : null}
    </header>
  );
}

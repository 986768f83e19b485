import type { ReactNode } from "react";
import { AppShell } from "@/components/layout/app-shell";
import { ZoneCookie } from "@/components/layout/zone-cookie";
import { requireViewer } from "@/lib/transport/require-viewer";
import { browserZone, ZONE_COOKIE } from "@/lib/transport/viewer-zone";
import { signOutAction } from "./actions";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { user } = await requireViewer();
  const zone = await browserZone();
  return (
    <AppShell person={{ name: user.name, email: user.email }} signOut={signOutAction}>
      <ZoneCookie name={ZONE_COOKIE} known={zone} />
      {children}
    </AppShell>
  );
}

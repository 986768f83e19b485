import type { ReactNode } from "react";
import { AppShell } from "@/components/layout/app-shell";
import { requireViewer } from "@/lib/transport/require-viewer";
import { signOutAction } from "./actions";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { user } = await requireViewer();
  return (
    <AppShell person={{ name: user.name, email: user.email }} signOut={signOutAction}>
      {children}
    </AppShell>
  );
}

import type { Metadata } from "next";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { deviceName } from "@/lib/accounts/device-name";
import { listSessions } from "@/lib/accounts/list-sessions";
import { requireViewer } from "@/lib/transport/require-viewer";
import { PasswordCard } from "./_components/password-card";
import { ProfileCard } from "./_components/profile-card";
import { SessionsCard } from "./_components/sessions-card";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const { ctx, user, sessionId } = await requireViewer();
  const sessions = await listSessions(ctx, sessionId);
  return (
    <>
      <PageHeader title="Settings" />
      <PageBody className="max-w-3xl">
        <ProfileCard name={user.name ?? ""} email={user.email} />
        <PasswordCard email={user.email} />
        <SessionsCard
          sessions={sessions.map(({ userAgent, ...session }) => ({
            ...session,
            device: deviceName(userAgent),
          }))}
        />
      </PageBody>
    </>
  );
}

import type { Metadata } from "next";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { deviceName } from "@/lib/accounts/device-name";
import { listSessions } from "@/lib/accounts/list-sessions";
import { getKeyPolicy } from "@/lib/keys/policy/queries";
import { unmailed } from "@/lib/mail/due-mail";
import { mailSettings } from "@/lib/mail/mail-settings";
import { getPayloadPolicy } from "@/lib/payloads/queries";
import { requireViewer } from "@/lib/transport/require-viewer";
import { countWebhooks } from "@/lib/webhooks/queries";
import { DataCard } from "./_components/data-card";
import { KeyPolicyCard } from "./_components/key-policy-card";
import { NoticesCard } from "./_components/notices-card";
import { PasswordCard } from "./_components/password-card";
import { ProfileCard } from "./_components/profile-card";
import { SessionsCard } from "./_components/sessions-card";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const { ctx, user, sessionId } = await requireViewer();
  const [sessions, policy, missed, webhooks, payloads] = await Promise.all([
    listSessions(ctx, sessionId),
    getKeyPolicy(ctx),
    unmailed(ctx),
    countWebhooks(ctx),
    getPayloadPolicy(ctx),
  ]);
  return (
    <>
      <PageHeader title="Settings" />
      <PageBody className="max-w-3xl">
        <ProfileCard name={user.name ?? ""} email={user.email} />
        <PasswordCard email={user.email} />
        <KeyPolicyCard policy={policy} />
        <NoticesCard mailFrom={mailSettings()?.from ?? null} unmailed={missed} webhooks={webhooks} />
        <DataCard policy={payloads} />
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

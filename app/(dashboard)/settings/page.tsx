import type { Metadata } from "next";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { deviceName } from "@/lib/accounts/device-name";
import { listSessions } from "@/lib/accounts/list-sessions";
<<<<<<< HEAD
import { unmailed } from "@/lib/mail/due-mail";
import { mailSettings } from "@/lib/mail/mail-settings";
import { requireViewer } from "@/lib/transport/require-viewer";
import { countWebhooks } from "@/lib/webhooks/queries";
import { NoticesCard } from "./_components/notices-card";
=======
import { getKeyPolicy } from "@/lib/keys/policy/queries";
import { requireViewer } from "@/lib/transport/require-viewer";
import { KeyPolicyCard } from "./_components/key-policy-card";
>>>>>>> be8419a (Find whose key it is from the list, set what happens to reported keys, and say how scanners know and report one)
import { PasswordCard } from "./_components/password-card";
import { ProfileCard } from "./_components/profile-card";
import { SessionsCard } from "./_components/sessions-card";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const { ctx, user, sessionId } = await requireViewer();
<<<<<<< HEAD
  const [sessions, missed, webhooks] = await Promise.all([
    listSessions(ctx, sessionId),
    unmailed(ctx),
    countWebhooks(ctx),
  ]);
=======
  const [sessions, policy] = await Promise.all([listSessions(ctx, sessionId), getKeyPolicy(ctx)]);
>>>>>>> be8419a (Find whose key it is from the list, set what happens to reported keys, and say how scanners know and report one)
  return (
    <>
      <PageHeader title="Settings" />
      <PageBody className="max-w-3xl">
        <ProfileCard name={user.name ?? ""} email={user.email} />
        <PasswordCard email={user.email} />
<<<<<<< HEAD
        <NoticesCard mailFrom={mailSettings()?.from ?? null} unmailed={missed} webhooks={webhooks} />
=======
        <KeyPolicyCard policy={policy} />
>>>>>>> be8419a (Find whose key it is from the list, set what happens to reported keys, and say how scanners know and report one)
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

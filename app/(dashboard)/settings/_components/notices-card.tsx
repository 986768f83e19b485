import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { formatCountExact } from "@/lib/core/format";

/** How the account is told of what needs attention, and what is not configured or does not work. */
export function NoticesCard({
  mailFrom,
  unmailed,
  webhooks,
}: {
  /** Whom mail is from; null when this instance sends none. */
  mailFrom: string | null;
  unmailed: { count: number; lastError: string | null };
  webhooks: number;
}) {
  return (
    <Card
      title="Notices"
      description="Keys that expire, are exposed or behave unusually, and spending limits that are nearly used up, are always shown on the API Keys page."
    >
      <div className="flex flex-col gap-4">
        <div>
          <h3 className="font-medium">E-mail</h3>
          <p className="text-muted">
            {mailFrom === null
              ? "Not sent: this instance has no mail server. Whoever runs it can set SMTP_URL and EMAIL_FROM."
              : `Sent to the owners of this account, from ${mailFrom}.`}
          </p>
          {mailFrom !== null && unmailed.count > 0 ? (
            <Callout tone="warn" className="mt-2">
              {formatCountExact(unmailed.count)} of the last 7 days could not be sent. {unmailed.lastError}{" "}
              Each is tried again for a day.
            </Callout>
          ) : null}
        </div>
        <div className="flex flex-wrap items-center justify-between gap-2">
          <div>
            <h3 className="font-medium">Webhooks</h3>
            <p className="text-muted">
              {webhooks === 0
                ? "None. A webhook tells a program of yours of every event as it happens."
                : `${formatCountExact(webhooks)} configured.`}
            </p>
          </div>
          <ButtonLink href="/settings/webhooks">Manage webhooks</ButtonLink>
        </div>
      </div>
    </Card>
  );
}

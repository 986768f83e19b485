import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { listAlerts } from "@/lib/alerts/queries";
import type { Ctx } from "@/lib/context";
import { type ToldOfSpending, whoIsTold } from "@/lib/spending/who-is-told";
import { TestAlertButton } from "./test-alert-button";

const LAST = 5;
const LINK = "rounded-sm text-ink underline underline-offset-4";

/** Who is told of limits that are near or reached, what was told last, and a way to try it. */
export async function AlertsCard({ ctx }: { ctx: Ctx }) {
  const [told, { items }] = await Promise.all([
    whoIsTold(ctx),
    listAlerts(ctx, { isOpen: false, types: ["spend.threshold", "spend.limit_reached"], limit: LAST }),
  ]);
  return (
    <Card
      title="Alerts"
      description="Each limit tells once per period at each of its percentages, and when it is used up or refuses a call."
      actions={<TestAlertButton />}
    >
      <ul className="flex list-disc flex-col gap-1 pl-5 text-muted">
        <li>
          In the app, on the{" "}
          <Link href="/keys" className={LINK}>
            API Keys
          </Link>{" "}
          page.
        </li>
        <li className="wrap-anywhere">{mailWords(told)}</li>
        <li>
          {hookWords(told)}{" "}
          <Link href="/settings/webhooks" className={LINK}>
            Manage webhooks
          </Link>
        </li>
      </ul>
      {items.length === 0 ? null : (
        <section aria-labelledby="last-alerts" className="mt-4">
          <h3 id="last-alerts" className="font-medium">
            The last alerts
          </h3>
          <ul className="mt-1 divide-y divide-line">
            {items.map(({ id, message, createdAt }) => (
              <li key={id} className="py-2">
                <p className="wrap-anywhere">{message}</p>
                <p className="text-muted text-xs">
                  <Time value={createdAt.toISOString()} />
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Card>
  );
}

function mailWords({ mailedTo }: ToldOfSpending): string {
  if (mailedTo === null) {
    return "Not by mail: this instance has no mail server. Whoever runs it can set SMTP_URL and EMAIL_FROM.";
  }
  return `By mail to the owners of this account: ${mailedTo.join(", ")}.`;
}

function hookWords({ webhooks, otherWebhooks }: ToldOfSpending): string {
  if (webhooks.length > 0)
    return `By ${webhooks.length === 1 ? "1 webhook" : `${webhooks.length} webhooks`}.`;
  if (otherWebhooks > 0) return "By no webhook: none that is enabled listens to spend.* or to everything.";
  return "By no webhook: there is none.";
}

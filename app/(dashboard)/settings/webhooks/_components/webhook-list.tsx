import { SimpleTable } from "@/components/data-table/simple-table";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { WebhookId } from "@/lib/core/ids";
import type { Webhook } from "@/lib/webhooks/contract";
import { patternWords } from "./event-groups";
import { WebhookState } from "./webhook-state";

/** The account's webhooks; each row leads to its page. */
export function WebhookList({ webhooks, failing }: { webhooks: Webhook[]; failing: ReadonlySet<WebhookId> }) {
  return (
    <SimpleTable
      caption="Webhooks"
      rows={webhooks}
      rowId={({ id }) => id}
      columns={[
        {
          header: "Address",
          cell: ({ id, url, description }) => (
            <Link
              href={`/settings/webhooks/${id}`}
              className="flex max-w-56 flex-col rounded-sm py-1.5 hover:underline md:max-w-80 xl:max-w-lg"
            >
              <span title={url} className="truncate text-ink">
                {url}
              </span>
              {description === null ? null : (
                <span className="truncate text-muted text-xs">{description}</span>
              )}
            </Link>
          ),
        },
        {
          header: "State",
          cell: (webhook) => <WebhookState {...webhook} isFailing={failing.has(webhook.id)} />,
        },
        {
          header: "Events",
          cell: ({ events }) => (
            <span className="block max-w-64 truncate text-muted">{events.map(patternWords).join(", ")}</span>
          ),
        },
        { header: "Created", cell: ({ createdAt }) => <Time value={createdAt} className="text-muted" /> },
      ]}
    />
  );
}

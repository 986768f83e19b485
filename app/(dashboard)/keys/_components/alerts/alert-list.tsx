"use client";

import { TriangleAlert } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { useToasts } from "@/components/ui/toast";
import { formatCountExact } from "@/lib/core/format";
import { attempt } from "@/lib/transport/attempt";
import { dismissAlertAction } from "../../actions";

export type ShownAlert = {
  id: string;
  message: string;
  keyId: string | null;
  keyName: string | null;
  webhookId: string | null;
  /** Whether it is about a spending limit, which is raised on the page of spending. */
  isOfSpending: boolean;
  /** The rows of the log that it is about; null when it is about none. */
  rowsHref: string | null;
  /** ISO 8601. */
  at: string;
};

const FIRST_SHOWN = 3;
const LINK = "rounded-sm text-ink underline decoration-control underline-offset-2 hover:decoration-ink";

/** Open alerts, the first three until more are asked for. Dismissing one moves the focus to the heading, which stays. */
export function AlertList({
  alerts,
  total,
  ofOneKey,
}: {
  alerts: ShownAlert[];
  total: number;
  ofOneKey: boolean;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? alerts : alerts.slice(0, FIRST_SHOWN);
  const left = total - shown.length;
  return (
    <section aria-labelledby="attention" className="rounded-md border border-warn-line bg-warn-tint">
      <header className="flex items-center gap-2 px-4 pt-3">
        <TriangleAlert aria-hidden="true" className="size-4 shrink-0 text-warn" />
        <h2 id="attention" ref={heading} tabIndex={-1} className="text-base text-ink">
          Needs attention
        </h2>
        <span className="tabular text-muted" role="status">
          {formatCountExact(total)}
        </span>
      </header>
      <ul className="divide-y divide-warn-line px-4 pb-1">
        {shown.map((alert) => (
          <AlertRow
            key={alert.id}
            alert={alert}
            ofOneKey={ofOneKey}
            onDismissed={() => heading.current?.focus()}
          />
        ))}
      </ul>
      {left > 0 ? (
        <p className="px-4 pb-3 text-muted">
          {showsAll ? (
            `and ${formatCountExact(left)} more`
          ) : (
            <Button size="sm" onClick={() => setShowsAll(true)}>
              and {formatCountExact(left)} more
            </Button>
          )}
        </p>
      ) : null}
    </section>
  );
}

function AlertRow({
  alert,
  ofOneKey,
  onDismissed,
}: {
  alert: ShownAlert;
  ofOneKey: boolean;
  onDismissed: () => void;
}) {
  const toasts = useToasts();
  const [pending, setPending] = useState(false);
  const { id, message, keyId, keyName, webhookId, isOfSpending, rowsHref, at } = alert;

  async function dismiss() {
    setPending(true);
    const result = await attempt(() => dismissAlertAction({ alertId: id }));
    setPending(false);
    if (!result.ok) {
      toasts.add({ kind: "error", title: "Not dismissed", description: result.error.message });
      return;
    }
    onDismissed();
  }

  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-2.5">
      <div className="min-w-0 flex-1 basis-72">
        <p className="break-words text-ink">{message}</p>
        <p className="flex flex-wrap gap-x-3 text-muted text-xs">
          <Time value={at} />
          {keyId !== null && !ofOneKey ? (
            <Link href={`/keys/${keyId}`} className={LINK}>
              Open {keyName ?? "the key"}
            </Link>
          ) : null}
          {rowsHref === null ? null : (
            <Link href={rowsHref} prefetch={false} className={LINK}>
              See the requests
            </Link>
          )}
          {isOfSpending ? (
            <Link href="/spending" className={LINK}>
              Open spending
            </Link>
          ) : null}
          {webhookId === null ? null : (
            <Link href={`/settings/webhooks/${webhookId}`} className={LINK}>
              Open the webhook
            </Link>
          )}
        </p>
      </div>
      <Button size="sm" loading={pending} onClick={() => void dismiss()} aria-label={`Dismiss: ${message}`}>
        Dismiss
      </Button>
    </li>
  );
}

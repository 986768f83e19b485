import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";

/** What the guard noticed on the key so far, newest first. */
export function NoticedCard({
  alerts,
  zone,
}: {
  alerts: Array<{ id: string; message: string; createdAt: Date }>;
  zone: string;
}) {
  return (
    <Card title="What it noticed">
      {alerts.length === 0 ? (
        <p className="text-muted">
          Nothing unusual so far. A new key is learned for three days and 50 calls before anything is told.
        </p>
      ) : (
        <ul className="flex flex-col divide-y divide-line">
          {alerts.map(({ id, message, createdAt }) => (
            <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-3">
              <span className="min-w-0 max-w-prose break-words text-ink">{message}</span>
              <Time value={createdAt.toISOString()} zone={zone} className="text-muted" />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

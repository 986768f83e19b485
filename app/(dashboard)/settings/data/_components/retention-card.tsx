import { Card } from "@/components/ui/card";
import { formatBytes, formatCountExact } from "@/lib/core/format";
import type { LogEstimate } from "@/lib/retention/estimate-log";

/** How long this instance keeps what, which only its operator can change. */
export function RetentionCard({
  days,
  log,
}: {
  days: { requests: number; payloads: number };
  log: LogEstimate;
}) {
  const limits = [days.payloads, days.requests].filter((limit) => limit > 0);
  const requests = `${formatCountExact(log.requests)} ${log.requests === 1 ? "request" : "requests"}`;
  const rows = [
    {
      what: "Rows of the log",
      kept: `${daysWords(days.requests)}: ${requests}, about ${formatBytes(log.bytes)}`,
    },
    {
      what: "Payloads",
      kept:
        limits.length === 0 ? "as said above" : `as said above, at most ${daysWords(Math.min(...limits))}`,
    },
    { what: "Hourly sums of usage and cost", kept: "for ever" },
  ];
  return (
    <Card
      title="Retention"
      description="Whole months are dropped once their last day is older. Set for the whole instance by whoever runs it, with LAYER_RETENTION_LOGS_DAYS and LAYER_RETENTION_PAYLOADS_DAYS."
    >
      <dl className="divide-y divide-line rounded-md border border-line">
        {rows.map(({ what, kept }) => (
          <div key={what} className="flex flex-wrap justify-between gap-x-4 px-3 py-2">
            <dt>{what}</dt>
            <dd className="text-muted">Kept {kept}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function daysWords(days: number): string {
  return days === 0 ? "for ever" : `${formatCountExact(days)} days`;
}

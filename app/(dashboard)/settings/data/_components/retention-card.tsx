import { Card } from "@/components/ui/card";
import { formatBytes, formatCountExact } from "@/lib/core/format";
import type { LogEstimate } from "@/lib/retention/estimate-log";
import type { LogRetention } from "@/lib/retention/log-retention";

const SET_BY = { plan: ", as your plan says", account: ", as was set for this account", instance: "" };

/** How long what is kept, by the instance or, when that is shorter, by the account's plan; only the operator can change it. */
export function RetentionCard({
  days,
  kept,
  log,
}: {
  days: { requests: number; payloads: number };
  kept: LogRetention;
  log: LogEstimate;
}) {
  const ofLog = kept.days ?? 0;
  const limits = [days.payloads, ofLog].filter((limit) => limit > 0);
  const setBy = kept.setBy === null ? "" : SET_BY[kept.setBy];
  const requests = `${formatCountExact(log.requests)} ${log.requests === 1 ? "request" : "requests"}`;
  const rows = [
    {
      what: "Rows of the log",
      kept: `${daysWords(ofLog)}${setBy}: ${requests}, about ${formatBytes(log.bytes)}`,
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
      description="Whoever runs this instance sets it: for a plan or an account to the hour; for the whole instance, with LAYER_RETENTION_LOGS_DAYS and LAYER_RETENTION_PAYLOADS_DAYS, by whole months, which are dropped once their last day is older. The shorter one holds."
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
  return days === 0 ? "for ever" : `${formatCountExact(days)} ${days === 1 ? "day" : "days"}`;
}

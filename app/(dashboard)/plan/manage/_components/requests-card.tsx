import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import type { PlanRequest } from "@/lib/plans/contract";
import { AnswerButtons } from "./answer-buttons";

/** What accounts ask for and nobody has answered yet. */
export function RequestsCard({ requests }: { requests: PlanRequest[] }) {
  return (
    <Card title="Open requests">
      {requests.length === 0 ? (
        <p className="text-muted">Nobody is waiting for an answer.</p>
      ) : (
        <ul className="divide-y divide-line rounded-md border border-line">
          {requests.map(({ id, accountName, planName, reason, askedBy, askedAt }) => (
            <li key={id} className="flex flex-wrap items-start justify-between gap-3 px-4 py-3">
              <div className="min-w-0 flex-1 basis-60">
                <p className="break-words">
                  <span className="font-medium">{accountName}</span> asks for {planName}
                </p>
                <p className="whitespace-pre-wrap break-words text-muted">{reason}</p>
                <p className="text-subtle text-xs">
                  <Time value={askedAt} />
                  {askedBy === null ? "" : ` by ${askedBy}`}
                </p>
              </div>
              <AnswerButtons requestId={id} accountName={accountName} planName={planName} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import type { AccountPlan, Plan, PlanRequest } from "@/lib/plans/contract";
import { shorterWords } from "../../log-words";
import { AnswerButtons } from "./answer-buttons";

/** What accounts ask for and nobody has answered yet. */
export function RequestsCard({
  requests,
  plans,
  accounts,
}: {
  requests: PlanRequest[];
  plans: readonly Plan[];
  accounts: ReadonlyArray<{ accountId: string } & AccountPlan>;
}) {
  const goes = ({ accountId, plan }: PlanRequest) => {
    const account = accounts.find((each) => each.accountId === accountId);
    if (account === undefined || account.overrides?.logDays !== undefined) return null;
    return shorterWords(plans.find(({ id }) => id === plan)?.limits.logDays ?? null, account.limits.logDays);
  };
  return (
    <Card title="Open requests">
      {requests.length === 0 ? (
        <p className="text-muted">Nobody is waiting for an answer.</p>
      ) : (
        <ul className="divide-y divide-line rounded-md border border-line">
          {requests.map((request) => {
            const { id, accountName, planName, reason, askedBy, askedAt } = request;
            return (
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
                <AnswerButtons
                  requestId={id}
                  accountName={accountName}
                  planName={planName}
                  goes={goes(request)}
                />
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}

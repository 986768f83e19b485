import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { Ctx } from "@/lib/context";
import { formatCountExact } from "@/lib/core/format";
import { errorGroups } from "@/lib/logs/error-groups";
import type { OverviewPlan } from "../load-overview";
import { shownRowsHref } from "./figure-words";

const SHOWN = 5;

/** Why requests of the span failed, the latest first. */
export async function LatestErrors({ ctx, plan }: { ctx: Ctx; plan: OverviewPlan }) {
  const { groups } = await errorGroups(ctx, { from: plan.range.from, to: plan.range.to });
  const latest = groups.toSorted((a, b) => b.lastAt.getTime() - a.lastAt.getTime()).slice(0, SHOWN);
  return (
    <Card
      title="Latest errors"
      actions={
        <Link
          href={`${shownRowsHref(plan, {})}&view=errors`}
          className="rounded-sm text-muted text-sm hover:text-ink"
        >
          All causes
        </Link>
      }
    >
      {latest.length === 0 ? (
        <p className="text-muted">No request failed in this time.</p>
      ) : (
        <ul className="divide-y divide-line">
          {latest.map(({ errorCode, message, count, lastAt, latestRequestId, cause, provider }) => (
            <li key={`${errorCode} ${provider} ${cause}`} className="py-2.5 first:pt-0 last:pb-0">
              <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                <Link
                  href={`${shownRowsHref(plan, { error: [errorCode] })}&request=${latestRequestId}`}
                  className="rounded-sm font-medium text-ink hover:underline"
                >
                  {errorCode}
                </Link>
                <span className="text-muted">
                  {formatCountExact(count)} ×, last <Time value={lastAt} zone={plan.zone} />
                </span>
              </p>
              <p className="truncate text-muted">{message ?? "Without a message"}</p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

import { Badge } from "@/components/ui/badge";
import { Card, Figure } from "@/components/ui/card";
import type { Ctx } from "@/lib/context";
import { formatMoment } from "@/lib/core/format";
import { LIMIT_WORDS } from "@/lib/core/limit-words";
import type { PlanLimits } from "@/lib/core/rate-limits";
import type { AccountLimits } from "@/lib/limits/queries";
import { logKept } from "@/lib/retention/log-kept";
import { limitWords } from "../limit-values";
import { keptWords } from "../log-words";

const SHOWN: ReadonlyArray<keyof PlanLimits> = [
  "requestsPerMinute",
  "tokensPerMinute",
  "requestsPerDay",
  "requestsPerMonth",
  "concurrentRequests",
  "keys",
];

/** The plan of the account and what it comes to. */
export async function PlanCard({ ctx, account }: { ctx: Ctx; account: AccountLimits }) {
  const { plan, limits, own } = account;
  const kept = await logKept(ctx);
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          {plan.name}
          {own.length > 0 ? <Badge>with limits of its own</Badge> : null}
        </span>
      }
      description="Your plan. All keys of the account count against its limits together."
    >
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line sm:grid-cols-3 lg:grid-cols-6 [&>*]:bg-canvas">
        {SHOWN.map((limit) => (
          <Figure key={limit} label={LIMIT_WORDS[limit]} value={limitWords(limits[limit])} />
        ))}
      </dl>
      <p className="mt-3 text-muted text-sm">
        {keptWords(kept)}
        {kept.keptFrom === null ? "" : ` They are there since ${formatMoment(kept.keptFrom)}.`} Sums of usage
        and cost stay for ever.
      </p>
    </Card>
  );
}

import { SimpleTable } from "@/components/data-table/simple-table";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { Ctx } from "@/lib/context";
import { formatCountExact, formatMoment } from "@/lib/core/format";
import { LIMIT_WORDS } from "@/lib/core/limit-words";
import { DAY_MS, systemClock } from "@/lib/core/time";
import { LOAD_DAYS, type Load, MOST_READ } from "@/lib/limits/load-of-log";
import { type AccountLimits, otherPlans } from "@/lib/limits/queries";
import { type Weighed, weighLoad } from "@/lib/limits/weigh-load";
import { loadOfAccount } from "../load-of-account";

/** What every other plan would have refused of the calls of the last week. */
export async function OtherPlans({ ctx, account }: { ctx: Ctx; account: AccountLimits }) {
  const [plans, load] = await Promise.all([otherPlans(ctx), loadOfAccount(ctx)]);
  const rows = plans.map((plan) => ({ ...plan, ...weighLoad(load, plan.limits, account.keys) }));
  return (
    <Card title="On another plan, this would have happened" description={readWords(load)}>
      <SimpleTable
        caption="What other plans would have refused"
        rows={rows}
        rowId={({ id }) => id}
        columns={[
          { header: "Plan", cell: ({ name }) => name },
          { header: "Outcome", cell: (row) => <Outcome {...row} /> },
          { header: "Minutes with refusals", align: "end", cell: ({ minutes }) => formatCountExact(minutes) },
          { header: "Days", align: "end", cell: ({ days }) => formatCountExact(days) },
          { header: "Calls, at least", align: "end", cell: ({ calls }) => formatCountExact(calls) },
          {
            header: "Because of",
            cell: ({ causes }) => causes.map((cause) => LIMIT_WORDS[cause]).join(", ") || "—",
          },
        ]}
      />
    </Card>
  );
}

function Outcome({ causes }: Weighed) {
  return causes.length === 0 ? (
    <Badge tone="ok">Everything fits</Badge>
  ) : (
    <Badge tone="warn">Too small</Badge>
  );
}

/** A log that is kept for less than that has no more. */
function sinceWords(since: Date): string {
  const isWhole = systemClock.now().getTime() - since.getTime() > (LOAD_DAYS - 1) * DAY_MS;
  return isWhole
    ? `of the last ${LOAD_DAYS} days`
    : `since ${formatMoment(since)}, as older ones have expired`;
}

function readWords({ isCut, since }: Load): string {
  const what = isCut
    ? `From the newest ${formatCountExact(MOST_READ)} calls, those since ${formatMoment(since)}`
    : `From the calls ${sinceWords(since)}`;
  return `${what}, minute by minute. Calls are the least that would have been refused; keys and gates keep their own limits.`;
}

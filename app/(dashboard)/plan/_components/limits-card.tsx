import { SimpleTable } from "@/components/data-table/simple-table";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { Ctx } from "@/lib/context";
import { formatCountExact } from "@/lib/core/format";
import { LIMIT_WORDS } from "@/lib/core/limit-words";
import { type PlanLimits, RATE_LIMITS } from "@/lib/core/rate-limits";
import { DAY_MS } from "@/lib/core/time";
import { type AccountLimits, countedLimits, usedNow } from "@/lib/limits/queries";
import { peaksSince } from "@/lib/limits/weigh-load";
import { gatewayDeps } from "@/lib/transport/gateway-deps";
import { limitWords } from "../limit-values";
import { loadOfAccount } from "../load-of-account";
import { HeadRoom } from "./head-room";

type Row = {
  limit: keyof PlanLimits;
  value: number | null;
  isOwn: boolean;
  used: number | null;
  peak: number | null;
};

/** Every limit of the account: how much, from where, how far it is used now and was at the busiest. */
export async function LimitsCard({ ctx, account }: { ctx: Ctx; account: AccountLimits }) {
  const rows = await readRows(ctx, account);
  const isFree = rows.every(({ value }) => value === null);
  return (
    <Card
      title="Limits of the account"
      description="Minutes are any 60 seconds; days and months are those of UTC. Refused calls do not count."
    >
      {isFree ? (
        <EmptyState level={3} title="No limits: your plan allows everything" className="pt-2 pb-6">
          Keys and gates can have limits of their own, which are set on their pages. Whoever runs this
          instance can change what the plan allows.
        </EmptyState>
      ) : null}
      <SimpleTable
        caption="Limits of the account"
        rows={rows}
        rowId={({ limit }) => limit}
        columns={[
          { header: "Limit", cell: ({ limit }) => LIMIT_WORDS[limit] },
          { header: "Allowed", align: "end", cell: ({ value }) => <Exact value={value} /> },
          { header: "From", cell: ({ isOwn }) => <Badge>{isOwn ? "Set for this account" : "Plan"}</Badge> },
          {
            header: "Use now",
            align: "end",
            cell: ({ used }) => (used === null ? "—" : formatCountExact(used)),
          },
          { header: "Head-room", cell: (row) => <Room {...row} /> },
          {
            header: "Peak, 24 hours",
            align: "end",
            cell: ({ peak }) => (peak === null ? "—" : formatCountExact(peak)),
          },
        ]}
      />
    </Card>
  );
}

async function readRows(ctx: Ctx, account: AccountLimits): Promise<Row[]> {
  const counted = countedLimits(account, ctx);
  const [used, load] = await Promise.all([usedNow(gatewayDeps().limits, counted), loadOfAccount(ctx)]);
  const peaks = peaksSince(load, ctx.clock.now().getTime() - DAY_MS);
  const of = (limit: keyof PlanLimits) => ({
    limit,
    value: account.limits[limit],
    isOwn: account.own.includes(limit),
  });
  return [
    ...RATE_LIMITS.map((limit) => ({
      ...of(limit),
      used: used[counted.findIndex((each) => each.limit === limit)] ?? null,
      peak: limit === "requestsPerDay" ? null : peaks[limit],
    })),
    { ...of("keys"), used: account.keys, peak: null },
  ];
}

function Exact({ value }: { value: number | null }) {
  return <span title={value === null ? undefined : formatCountExact(value)}>{limitWords(value)}</span>;
}

function Room({ limit, value, used }: Row) {
  if (value === null) return <span className="text-subtle text-xs">Nothing to run into</span>;
  if (used === null) return <span className="text-subtle text-xs">Not known now</span>;
  return <HeadRoom label={LIMIT_WORDS[limit]} used={used} limit={value} />;
}

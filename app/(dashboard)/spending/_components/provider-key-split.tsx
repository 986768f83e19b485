import { formatValues } from "@/components/charts/chart-values";
import { SimpleTable } from "@/components/data-table/simple-table";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { Ctx } from "@/lib/context";
import { exactly } from "@/lib/core/request-address";
import { USUAL_USAGE_VIEW } from "@/lib/usage/chart/contract";
import { usageHref } from "@/lib/usage/chart/usage-address";
import { usagePlan } from "@/lib/usage/chart/usage-plan";
import { usageReport } from "@/lib/usage/chart/usage-report";
import { knownCost } from "@/lib/usage/known-cost";
import { rowsLink } from "../../_usage-parts/rows-link";
import type { ShownSpan } from "../shown-span";

/** Who is billed for it: what provider keys of the account cost, and what those of the instance did. */
export async function ProviderKeySplit({ ctx, span }: { ctx: Ctx; span: ShownSpan }) {
  const view = {
    ...USUAL_USAGE_VIEW,
    filter: span.filter,
    time: exactly(span.from, span.to),
    zone: span.zone,
    group: null,
  };
  const plan = usagePlan({ ...view, grain: "none" }, span.zone, ctx.clock.now());
  const report = await usageReport(ctx, plan);
  const { total } = report.answer;
  const own = { costNanoUsd: total.ownCostNanoUsd, unpriced: total.ownUnpriced };
  const others = {
    costNanoUsd: total.costNanoUsd - own.costNanoUsd,
    unpriced: total.unpriced - own.unpriced,
  };
  const costs = [own, others].map((sums) => knownCost(sums)?.toString() ?? null);
  const spent = formatValues(costs, "usd");
  const rows = [
    { name: "This account", note: "The provider bills you; this is an estimate.", ownProviderKey: true },
    { name: "This instance", note: "Whoever runs it is billed.", ownProviderKey: false },
  ].map((row, at) => ({
    ...row,
    spent: costs[at] === null ? "unknown" : (spent[at] ?? ""),
    href: rowsLink(report, report.chart.links?.all ?? null, { ownProviderKey: row.ownProviderKey }),
  }));
  return (
    <Card
      className="min-w-0"
      title="Whose provider keys"
      actions={
        <Link
          href={usageHref({ ...view, metric: "ownSpend" })}
          className="rounded-sm text-muted text-sm hover:text-ink"
        >
          Open in Usage
        </Link>
      }
    >
      <SimpleTable
        caption={`Spend by whose provider keys were used in ${span.of}`}
        rows={rows}
        rowId={({ name }) => name}
        columns={[
          {
            header: "Keys of",
            cell: ({ name, note }) => (
              <span className="block max-w-48 whitespace-normal py-1">
                {name}
                <span className="block text-subtle text-xs">{note}</span>
              </span>
            ),
          },
          {
            header: "Spent",
            align: "end",
            cell: ({ spent, href }) =>
              href === null ? (
                spent
              ) : (
                <Link href={href} className="rounded-sm hover:underline">
                  {spent}
                </Link>
              ),
          },
        ]}
      />
    </Card>
  );
}

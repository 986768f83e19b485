import { formatValues } from "@/components/charts/chart-values";
import { SimpleTable } from "@/components/data-table/simple-table";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { Ctx } from "@/lib/context";
import { formatCount, formatPercent } from "@/lib/core/format";
import type { UsageRow } from "@/lib/usage/chart/contract";
import { usageHref } from "@/lib/usage/chart/usage-address";
import { usagePlan } from "@/lib/usage/chart/usage-plan";
import { usageReport } from "@/lib/usage/chart/usage-report";
import { rowsLink } from "../../_usage-parts/rows-link";
import type { OverviewPlan } from "../load-overview";
import { asUsageView } from "../overview-address";

const TOP = 5;
const LINK = "rounded-sm hover:underline";

/** What spent most of the span: keys, or gates. Each number opens its rows. */
export async function TopList({ ctx, plan, of }: { ctx: Ctx; plan: OverviewPlan; of: "key" | "gate" }) {
  const view = asUsageView(plan.view, { group: of, top: TOP, grain: "none", compare: false });
  const usage = usagePlan(view, plan.homeZone, plan.now);
  const report = await usageReport(ctx, usage);
  const { rows } = report;
  const spend = formatValues(
    rows.map(({ value }) => value),
    "usd",
  );
  const href = ({ query }: UsageRow) => rowsLink(report, query);
  const spendOf = new Map(rows.map(({ id }, at) => [id, spend[at] ?? ""]));
  return (
    <Card
      className="min-w-0"
      title={of === "key" ? "Top keys" : "Top gates"}
      actions={
        <Link href={usageHref(view)} className="rounded-sm text-muted text-sm hover:text-ink">
          Open in Usage
        </Link>
      }
    >
      {rows.length === 0 ? (
        <p className="text-muted">No requests in this time.</p>
      ) : (
        <SimpleTable
          caption={of === "key" ? "Keys by spend" : "Gates by spend"}
          rows={rows}
          rowId={({ id }) => id}
          columns={[
            { header: of === "key" ? "Key" : "Gate", cell: (row) => nameCell(row, href) },
            { header: "Spend", align: "end", cell: (row) => linked(row, spendOf.get(row.id) ?? "", href) },
            {
              header: "Requests",
              align: "end",
              cell: (row) => linked(row, formatCount(row.cell.requests), href),
            },
            { header: "Failed", align: "end", cell: ({ cell }) => failedWords(cell) },
          ]}
        />
      )}
    </Card>
  );
}

function nameCell(row: UsageRow, href: (row: UsageRow) => string | null) {
  return (
    <span
      title={row.name}
      className="wrap-break-word line-clamp-2 min-w-24 max-w-28 whitespace-normal sm:max-w-48"
    >
      {linked(row, row.name, href)}
    </span>
  );
}

/** The rest of keys with two tags, and such, cannot be said in an address: that stays plain. */
function linked(row: UsageRow, text: string, href: (row: UsageRow) => string | null) {
  const address = href(row);
  if (address === null) return text;
  return (
    <Link href={address} className={LINK}>
      {text}
    </Link>
  );
}

function failedWords({ requests, errors }: UsageRow["cell"]): string {
  return requests === 0 ? "—" : formatPercent(errors / requests);
}

import { formatValues } from "@/components/charts/chart-values";
import { SimpleTable } from "@/components/data-table/simple-table";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { Ctx } from "@/lib/context";
import { formatPercent } from "@/lib/core/format";
import { exactly } from "@/lib/core/request-address";
import { USUAL_USAGE_VIEW } from "@/lib/usage/chart/contract";
import { usageHref } from "@/lib/usage/chart/usage-address";
import { usagePlan } from "@/lib/usage/chart/usage-plan";
import { usageReport } from "@/lib/usage/chart/usage-report";
import { rowsLink } from "../../_usage-parts/rows-link";
import type { ShownSpan } from "../shown-span";
import { ProviderKeySplit } from "./provider-key-split";

const TOP = 5;
const PARTS = ["model", "key", "gate", "provider"] as const;
const TITLES = { model: "Models", key: "Keys", gate: "Gates", provider: "Providers" } as const;
const LINK = "rounded-sm hover:underline";

/** Whose provider keys it went to, and who spent it: models, keys, gates and providers, each with its requests and its chart. */
export function Breakdown({ ctx, span }: { ctx: Ctx; span: ShownSpan }) {
  const parts = PARTS.filter((part) => span.filter[part] === undefined);
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4 md:grid-cols-2 xl:grid-cols-1">
      <ProviderKeySplit ctx={ctx} span={span} />
      {parts.map((part) => (
        <Part key={part} ctx={ctx} span={span} part={part} />
      ))}
    </div>
  );
}

async function Part({ ctx, span, part }: { ctx: Ctx; span: ShownSpan; part: (typeof PARTS)[number] }) {
  const view = {
    ...USUAL_USAGE_VIEW,
    filter: span.filter,
    time: exactly(span.from, span.to),
    zone: span.zone,
    group: part,
  };
  const plan = usagePlan({ ...view, grain: "none", top: TOP }, span.zone, ctx.clock.now());
  const report = await usageReport(ctx, plan);
  const spent = formatValues(
    report.rows.map(({ value }) => value),
    "usd",
  );
  const rows = report.rows.map((row, at) => ({
    ...row,
    spent: spent[at] ?? "",
    href: rowsLink(report, row.query),
  }));
  const linked = (text: string, href: string | null) =>
    href === null ? (
      text
    ) : (
      <Link href={href} className={LINK}>
        {text}
      </Link>
    );
  return (
    <Card
      className="min-w-0"
      title={TITLES[part]}
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
          caption={`${TITLES[part]} by spend in ${span.of}`}
          rows={rows}
          rowId={({ id }) => id}
          columns={[
            {
              header: TITLES[part].slice(0, -1),
              cell: ({ name, href }) => (
                <span className="wrap-break-word block max-w-40 whitespace-normal py-1">
                  {linked(name, href)}
                </span>
              ),
            },
            { header: "Spent", align: "end", cell: (row) => linked(row.spent, row.href) },
            {
              header: "Share",
              align: "end",
              cell: ({ share }) => (share === null ? "—" : formatPercent(share)),
            },
          ]}
        />
      )}
    </Card>
  );
}

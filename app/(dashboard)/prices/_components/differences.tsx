import { SimpleTable } from "@/components/data-table/simple-table";
import { Badge } from "@/components/ui/badge";
import { formatCountExact, formatDate, formatPercent } from "@/lib/core/format";
import type { ListDifference, RateDifference } from "@/lib/prices/list-differences";
import { CLASS_LABELS } from "./class-labels";
import { rateText } from "./rates";

const KINDS = {
  changed: { label: "Changed", tone: "warn" },
  gone: { label: "Gone", tone: "danger" },
  new: { label: "New", tone: "ok" },
} as const;

/** What a list changes, rate by rate: the changed ones first, then those that are gone, then the new ones. */
export function Differences({ differences }: { differences: ListDifference[] }) {
  const order = ["changed", "gone", "new"];
  const rows = differences
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .flatMap(({ rates, ...model }) => rates.map((rate) => ({ ...model, rate })));
  return (
    <SimpleTable
      caption="What the list changes, in USD per million tokens"
      rows={rows}
      rowId={({ provider, model, rate }) => `${provider}/${model} ${rate.from} ${rate.above} ${rate.class}`}
      columns={[
        {
          header: "Model",
          cell: ({ provider, model }) => <span className="font-mono text-xs">{`${provider}/${model}`}</span>,
        },
        { header: "Kind", cell: ({ kind }) => <Badge tone={KINDS[kind].tone}>{KINDS[kind].label}</Badge> },
        { header: "Class", cell: ({ rate }) => className(rate) },
        { header: "Now", align: "end", cell: ({ rate }) => rateText(rate.before) },
        { header: "Then", align: "end", cell: ({ rate }) => rateText(rate.after) },
        { header: "Change", align: "end", cell: ({ rate }) => changeText(rate) },
      ]}
    />
  );
}

function className({ class: name, above, from }: RateDifference): string {
  const tier = above < 0 ? "" : ` above ${formatCountExact(above)} tokens`;
  const since = from === null ? "" : ` from ${formatDate(new Date(from))}`;
  return `${CLASS_LABELS[name]}${tier}${since}`;
}

/** In percent of what it was; from nothing there is no percentage. */
function changeText({ before, after }: RateDifference): string {
  if (before === null) return "new";
  if (after === null) return "gone";
  if (before === 0n) return "new";
  const ratio = Number(after - before) / Number(before);
  return `${ratio > 0 ? "+" : "−"}${formatPercent(Math.abs(ratio))}`;
}

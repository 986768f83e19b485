import { type SimpleColumn, SimpleTable } from "@/components/data-table/simple-table";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Time } from "@/components/ui/time";
import { formatCountExact, formatUsdColumn } from "@/lib/core/format";
import type { DamageGroup, DamageSplit } from "@/lib/keys/leak/damage";
import { knownCost } from "@/lib/usage/known-cost";

type Row = Pick<DamageGroup, "label" | "calls" | "errors" | "isNew"> & {
  id: string;
  cost: string;
  firstAt: Date | null;
  lastAt: Date | null;
};

/** The calls by what they have in common; what the key never had before is marked in words. */
export function DamageTable({
  split: { groups, others },
  caption,
  first,
  mono,
  zone,
}: {
  split: DamageSplit;
  caption: string;
  first: string;
  mono: boolean;
  zone: string;
}) {
  const sums = others === null ? groups : [...groups, others];
  const costs = formatUsdColumn(sums.map(knownCost));
  const rows: Row[] = groups.map((group, at) => ({
    ...group,
    id: `v ${group.value}`,
    cost: costs[at] ?? "—",
  }));
  if (others !== null) {
    const label = `${formatCountExact(others.values)} others`;
    rows.push({
      ...others,
      id: "others",
      label,
      isNew: null,
      firstAt: null,
      lastAt: null,
      cost: costs.at(-1) ?? "—",
    });
  }
  const columns: SimpleColumn<Row>[] = [
    {
      header: first,
      cell: (row) => (
        <span className="inline-flex items-center gap-2">
          <span
            className={cn("inline-block max-w-80 truncate", mono && "font-mono text-xs")}
            title={row.label ?? ""}
          >
            {row.label ?? "None"}
          </span>
          {row.isNew === true ? <Badge tone="warn">New</Badge> : null}
        </span>
      ),
    },
    { header: "Calls", align: "end", cell: (row) => formatCountExact(row.calls) },
    { header: "Failed", align: "end", cell: (row) => formatCountExact(row.errors) },
    { header: "Cost", align: "end", cell: (row) => row.cost },
    {
      header: "First",
      cell: (row) => (row.firstAt === null ? "—" : <Time value={row.firstAt} zone={zone} />),
    },
    { header: "Last", cell: (row) => (row.lastAt === null ? "—" : <Time value={row.lastAt} zone={zone} />) },
  ];
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm">{caption}</h3>
      <SimpleTable caption={caption} columns={columns} rows={rows} rowId={(row) => row.id} />
    </section>
  );
}

"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { DataTableColumn, DataTablePage, DataTableView } from "@/components/data-table/types";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { formatCount, formatCountExact, formatPercent, formatUsdColumn } from "@/lib/core/format";
import { STRATEGY_WORDS, TASK_WORDS } from "../field-words";
import { DefaultBadge, GateStatus } from "../gate-badges";
import { GateMenu } from "../gate-menu";
import { GATES_CAPTION_ID } from "../heading-of";
import type { GateRow } from "./gate-page";
import { ModelChips } from "./model-chips";

type PricedRow = GateRow & { cost: string };

/* On a small laptop the page of the gate tells these; a phone shows cards, which have room for all. */
const NOT_BETWEEN = "md:max-xl:hidden";
const NOT_ON_TABLET = "md:max-lg:hidden";
const ONLY_WIDE = "md:max-[90rem]:hidden";
const ROWS = "rounded-sm hover:underline";
const ONLY_NARROW = "hidden md:max-[90rem]:block";

const columns: DataTableColumn<PricedRow>[] = [
  {
    id: "name",
    header: "Name",
    sort: { key: "name", first: "asc" },
    // On a phone the menu stands in the same line.
    className: "md:w-full max-md:pr-12",
    cell: (gate) => <NameLink gate={gate} />,
  },
  {
    id: "task",
    header: "Task type",
    className: ONLY_WIDE,
    cell: (gate) => <span className="whitespace-nowrap">{TASK_WORDS[gate.taskType]}</span>,
  },
  {
    id: "strategy",
    header: "Strategy",
    className: NOT_BETWEEN,
    cell: (gate) => <span className="whitespace-nowrap">{STRATEGY_WORDS[gate.strategy]}</span>,
  },
  { id: "models", header: "Models", cell: (gate) => <ModelChips models={gate.models} /> },
  {
    id: "requests",
    header: "Requests, 24 h",
    align: "end",
    className: NOT_ON_TABLET,
    sort: { key: "requests", first: "desc" },
    cell: ({ requests, errors, rowsHref }) => (
      <>
        <Link
          href={rowsHref}
          title={formatCountExact(requests)}
          className={cn(ROWS, requests === 0 && "text-subtle")}
        >
          {formatCount(requests)}
        </Link>
        {requests === 0 ? null : (
          <span className={cn(ONLY_NARROW, "whitespace-nowrap text-subtle text-xs")}>
            {formatPercent((requests - errors) / requests)} success
          </span>
        )}
      </>
    ),
  },
  {
    id: "success",
    header: "Success",
    align: "end",
    className: ONLY_WIDE,
    cell: ({ requests, errors }) =>
      requests === 0 ? <span className="text-subtle">—</span> : formatPercent((requests - errors) / requests),
  },
  {
    id: "cost",
    header: "Spend, 24 h",
    align: "end",
    className: NOT_ON_TABLET,
    sort: { key: "cost", first: "desc" },
    cell: (gate) => <Spend gate={gate} />,
  },
  { id: "status", header: "Status", cell: (gate) => <GateStatus state={gate.state} /> },
  {
    id: "updated",
    header: "Updated",
    className: NOT_BETWEEN,
    sort: { key: "updated", first: "desc" },
    cell: (gate) => <Time value={gate.updatedAt} />,
  },
  {
    id: "menu",
    header: "Actions",
    quiet: true,
    cell: ({ id, name, isDefault }) => <GateMenu gate={{ id, name, isDefault }} from="list" />,
  },
];

/** The list of gates: one page of it, as the server read it. */
export function GatesTable({ page, view }: { page: DataTablePage<GateRow>; view: DataTableView }) {
  const rows = useMemo(() => {
    const costs = formatUsdColumn(page.rows.map((row) => row.costNanoUsd));
    return page.rows.map((row, index) => ({ ...row, cost: costs[index] ?? "—" }));
  }, [page.rows]);
  return (
    <DataTable
      caption="Gates"
      captionId={GATES_CAPTION_ID}
      noun="gates"
      columns={columns}
      rowId={(gate) => gate.id}
      page={{ ...page, rows }}
      view={view}
      empty={null}
    />
  );
}

function NameLink({ gate }: { gate: GateRow }) {
  return (
    // Takes the room the other columns leave, and cuts the name instead of widening the table.
    <div className="min-w-0 md:min-w-28 lg:min-w-32">
      <Link
        href={`/gates/${gate.id}`}
        title={gate.name}
        className="block truncate rounded-sm font-medium text-ink hover:underline md:w-0 md:min-w-full"
      >
        {gate.name}
      </Link>
      {gate.isDefault || gate.description !== null ? (
        <span className="mt-0.5 flex min-w-0 items-center gap-2 md:w-0 md:min-w-full">
          {gate.isDefault ? <DefaultBadge /> : null}
          <span title={gate.description ?? undefined} className="truncate text-subtle text-xs">
            {gate.description}
          </span>
        </span>
      ) : null}
    </div>
  );
}

function Spend({ gate: { cost, costNanoUsd, unpriced, requests, rowsHref } }: { gate: PricedRow }) {
  return (
    <span className="flex flex-col items-end">
      <Link href={rowsHref} className={cn(ROWS, requests === 0 && "text-subtle")}>
        {cost}
      </Link>
      {unpriced === 0 ? null : (
        <span className="whitespace-nowrap text-subtle text-xs">
          {costNanoUsd === null ? "no price known" : `${formatCount(unpriced)} without price`}
        </span>
      )}
    </span>
  );
}

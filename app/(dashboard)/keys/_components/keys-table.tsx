"use client";

import { ShieldCheck } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import { DataTable } from "@/components/data-table/data-table";
import type { DataTableColumn, DataTablePage, DataTableView } from "@/components/data-table/types";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { formatCount, formatCountExact } from "@/lib/core/format";
import type { KeyListItem } from "@/lib/keys/contract";
import { scopeWord } from "@/lib/keys/scope/scope-words";
import { BulkBar } from "./bulk-bar";
import { hideSecrets } from "./hide-secrets";
import { useKeyDialogs } from "./key-dialogs";
import { KeyIdButton } from "./key-id-button";
import { KeyMenu } from "./key-menu";
import { useKeySelection } from "./key-selection";
import { KEYS_CAPTION_ID, type KeyState, maskedKey, offeredKey } from "./key-state";
import { KeyStatus } from "./key-status";
import { KeyTags } from "./key-tags";
import { KeyToolbar } from "./key-toolbar";
import { type ListCost, listCosts } from "./list-costs";
import { useKeyFilters } from "./use-key-filters";

export type KeyRow = KeyListItem & { state: KeyState };
type PricedRow = KeyRow & { cost: ListCost | undefined };

/* On a small laptop the page of the key tells these; a phone shows cards, which have room for all. */
const NOT_BETWEEN = "md:max-xl:hidden";
const NOT_ON_TABLET = "md:max-lg:hidden";
const ONLY_WHERE_WIDE = "md:max-2xl:hidden";

const columns: DataTableColumn<PricedRow>[] = [
  {
    id: "name",
    header: "Name",
    sort: { key: "name", first: "asc" },
    className: "md:w-full",
    cell: (key) => <NameLink row={key} />,
  },
  {
    id: "key",
    header: "Key",
    className: NOT_BETWEEN,
    cell: (key) =>
      key.countsTests ? (
        <span className="whitespace-nowrap text-subtle">No secret</span>
      ) : (
        <KeyIdButton keyId={key.id} name={key.name} masked={maskedKey(key)} />
      ),
  },
  {
    id: "status",
    header: "Status",
    cell: (key) => (
      <span className="flex flex-wrap gap-1">
        <KeyStatus state={key.state} />
        {key.scope === null ? null : <Badge icon={ShieldCheck}>{scopeWord(key.scope)}</Badge>}
      </span>
    ),
  },
  {
    id: "requests",
    header: "Requests, 30 d",
    align: "end",
    className: NOT_ON_TABLET,
    sort: { key: "requests", first: "desc" },
    cell: (key) => <Requests row={key} />,
  },
  {
    id: "cost",
    header: "Cost, 30 d",
    align: "end",
    sort: { key: "cost", first: "desc" },
    cell: ({ cost, requests }) => (
      <span className="flex flex-col items-end">
        <span className={requests === 0 ? "text-subtle" : undefined}>{cost?.text}</span>
        {cost?.note ? <span className="whitespace-nowrap text-subtle text-xs">{cost.note}</span> : null}
      </span>
    ),
  },
  {
    id: "lastUsed",
    header: "Last used",
    className: NOT_ON_TABLET,
    sort: { key: "lastUsed", first: "desc" },
    cell: (key) =>
      key.lastUsedAt === null ? (
        <span className="whitespace-nowrap text-subtle">Never used</span>
      ) : (
        <Time value={key.lastUsedAt} />
      ),
  },
  {
    id: "expires",
    header: "Expires",
    className: NOT_BETWEEN,
    cell: (key) =>
      key.expiresAt === null ? (
        <span className="whitespace-nowrap text-subtle">Never</span>
      ) : (
        <Time value={key.expiresAt} />
      ),
  },
  {
    id: "created",
    header: "Created",
    className: ONLY_WHERE_WIDE,
    sort: { key: "created", first: "desc" },
    cell: (key) => <Time value={key.createdAt} />,
  },
  {
    id: "menu",
    header: "Actions",
    quiet: true,
    cell: (key) =>
      key.deletedAt === null ? <KeyMenu apiKey={offeredKey(key)} disabled={key.disabledAt !== null} /> : null,
  },
];

/** The list of keys: one page of it, as the server read it. */
export function KeysTable({
  page,
  view,
  maxDays,
  empty,
}: {
  page: DataTablePage<KeyRow>;
  view: DataTableView;
  maxDays: number | null;
  empty: ReactNode;
}) {
  const { selected, select } = useKeySelection();
  const { said, clear, address } = useKeyFilters();
  // What is deleted is shown for the record and not changed any more.
  const isRecord = address.status === "deleted";
  const rows = useMemo(() => {
    const costs = listCosts(page.rows);
    return page.rows.map((row) => ({ ...row, cost: costs.get(row.id) }));
  }, [page.rows]);
  return (
    <div onChangeCapture={hideSecrets} className="flex min-w-0 flex-col gap-4">
      <DataTable
        caption="API keys"
        captionId={KEYS_CAPTION_ID}
        noun="keys"
        columns={columns}
        rowId={(key) => key.id}
        page={{ ...page, rows }}
        view={view}
        empty={empty}
        toolbar={<KeyToolbar />}
        {...(!isRecord && { selection: { selected, select, nameOf: (key: PricedRow) => key.name } })}
        narrowing={said.length === 0 ? undefined : { words: said.join(", "), clear }}
      />
      {isRecord ? null : <BulkBar maxDays={maxDays} />}
    </div>
  );
}

function Requests({ row }: { row: KeyRow }) {
  const exact = formatCountExact(row.requests);
  return (
    <span className="flex items-center justify-end gap-3">
      <Sparkline
        points={row.sparkline.map((day) => ({ value: day.requests, errors: day.errors }))}
        label={`by day; ${formatCountExact(row.errors)} of ${exact} failed`}
        className="w-16 md:max-xl:hidden xl:max-2xl:w-10"
      />
      <span title={exact} className={cn("min-w-10 text-right", row.requests === 0 && "text-subtle")}>
        {formatCount(row.requests)}
      </span>
    </span>
  );
}

function NameLink({ row }: { row: KeyRow }) {
  const name = useKeyDialogs().nameOf(row);
  return (
    // Takes the room the other columns leave, and cuts the name instead of widening the table.
    <div className="min-w-0 md:min-w-28">
      <Link
        href={`/keys/${row.id}`}
        title={name}
        className="block truncate rounded-sm font-medium text-ink hover:underline md:w-0 md:min-w-full"
      >
        {name}
      </Link>
      <KeyTags tags={row.tags} />
    </div>
  );
}

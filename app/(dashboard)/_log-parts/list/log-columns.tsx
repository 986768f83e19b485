import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { formatCount, formatCountExact } from "@/lib/core/format";
import type { LogRow } from "@/lib/logs/contract";
import { tokenTotals } from "@/lib/usage/token-totals";
import { costWords } from "./cost-words";
import { LatencyBar } from "./latency-bar";
import { limitPlace } from "./limit-place";
import type { Column } from "./log-column";
import { RowTime } from "./row-time";
import { StatusMark } from "./status-mark";

/** The columns of the log, in their order. */
export const LOG_COLUMNS: readonly Column[] = [
  {
    name: "time",
    header: "Time",
    beside: true,
    onPhone: "plain",
    cell: (row, { href, zone }, isOpen) => (
      <Link
        id={`row-${row.id}`}
        data-log-row
        href={href(row)}
        scroll={false}
        prefetch={false}
        aria-current={isOpen ? "true" : undefined}
        className="tabular rounded-sm underline decoration-line underline-offset-4 hover:decoration-current"
      >
        <RowTime at={row.startedAt} zone={zone} />
      </Link>
    ),
  },
  {
    name: "status",
    header: "Status",
    beside: true,
    onPhone: "plain",
    cell: (row) => <Status row={row} />,
  },
  {
    name: "gate",
    header: "Gate",
    onPhone: "panel",
    cell: ({ gateName, gateId, gateIsDeleted }) => (
      <Named name={gateName ?? (gateId === null ? null : "a gate that is gone")} isDeleted={gateIsDeleted} />
    ),
  },
  { name: "model", header: "Model", beside: true, cell: (row) => <Model row={row} /> },
  {
    name: "key",
    header: "Key",
    cell: ({ keyName, keyIsDeleted }) => <Named name={keyName} isDeleted={keyIsDeleted} />,
  },
  {
    name: "tokens",
    header: "Tokens in / out",
    end: true,
    onPhone: "panel",
    cell: (row) => <Tokens row={row} />,
  },
  {
    name: "cost",
    header: "Cost",
    end: true,
    beside: true,
    onPhone: "half",
    cell: (row, { costs }) => <Cost row={row} exact={costs.get(row.id)} />,
  },
  {
    name: "latency",
    header: "Latency",
    end: true,
    onPhone: "half",
    cell: ({ latencyMs, firstTokenMs }, { slowestMs }) => (
      <LatencyBar latencyMs={latencyMs} firstTokenMs={firstTokenMs} slowestMs={slowestMs} />
    ),
  },
  {
    name: "attempts",
    header: "Attempts",
    end: true,
    onPhone: "panel",
    cell: ({ attempts, fellBack }) => (
      <>
        {fellBack ? <span className="mr-1.5 text-subtle text-xs">fallback</span> : null}
        {formatCountExact(attempts.filter(({ skippedUntil }) => skippedUntil === undefined).length)}
      </>
    ),
  },
  { name: "provider", header: "Provider", optional: true, cell: ({ provider }) => provider ?? "—" },
  {
    name: "endpoint",
    header: "Endpoint",
    optional: true,
    cell: ({ endpoint }) => <code className="text-xs">{endpoint}</code>,
  },
  { name: "network", header: "Network", optional: true, cell: ({ network }) => network ?? "—" },
];

/** A call that a limit refused leads to the limit. */
function Status({ row }: { row: LogRow }) {
  const mark = <StatusMark status={row.status} errorCode={row.errorCode} />;
  const limit = limitPlace(row);
  if (limit === null) return mark;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {mark}
      <Link
        href={limit.href}
        prefetch={false}
        title={limit.words}
        className="inline-flex min-h-6 items-center rounded-sm text-xs underline decoration-line underline-offset-4 hover:decoration-current"
      >
        limit
        <span className="sr-only">: {limit.words}</span>
      </Link>
    </span>
  );
}

function Named({ name, isDeleted }: { name: string | null; isDeleted: boolean }) {
  if (name === null) return "—";
  return (
    <span className="inline-flex max-w-32 items-center gap-1.5 align-bottom max-md:max-w-56 2xl:max-w-44">
      <span className="truncate" title={name}>
        {name}
      </span>
      {isDeleted ? <Badge>deleted</Badge> : null}
    </span>
  );
}

function Model({ row: { modelAsked, modelUsed } }: { row: LogRow }) {
  const shown = modelUsed ?? modelAsked;
  if (shown === null) return "—";
  const differs = modelAsked !== null && modelUsed !== null && modelAsked !== modelUsed;
  return (
    <code
      className="inline-block max-w-44 truncate align-bottom text-xs 2xl:max-w-64 max-md:max-w-full max-md:whitespace-normal max-md:break-words"
      title={differs ? `asked for ${modelAsked}, answered by ${modelUsed}` : shown}
    >
      {differs ? (
        <>
          <span className="text-subtle">{modelAsked}</span>
          <span aria-hidden="true"> → </span>
          <span className="sr-only"> answered by </span>
        </>
      ) : null}
      {shown}
    </code>
  );
}

function Tokens({ row }: { row: LogRow }) {
  const { input, output } = tokenTotals(row);
  const exact = `${formatCountExact(input)} in, ${formatCountExact(output)} out`;
  return (
    <span title={exact}>
      {formatCount(input)}
      <span aria-hidden="true" className="text-subtle">
        {" / "}
      </span>
      <span className="sr-only">in, </span>
      {formatCount(output)}
      <span className="sr-only"> out</span>
    </span>
  );
}

function Cost({ row, exact }: { row: LogRow; exact: string | undefined }) {
  const { amount, mark, why } = costWords(row, exact);
  return (
    <span title={mark === null ? undefined : why}>
      {mark === null ? null : <span className="mr-1.5 text-subtle text-xs">{mark}</span>}
      {amount}
    </span>
  );
}

import { Card, Figure } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { Ctx } from "@/lib/context";
import { formatBucket, formatCountExact, formatDate, formatPercent, formatUsd } from "@/lib/core/format";
import { reconcile } from "@/lib/reconciliation/compare/reconcile";
import type { Reconciliation } from "@/lib/reconciliation/contract";
import { daysOf, type ReconciliationView } from "../search-params";
import { CausesTable } from "./causes-table";
import { DaysTable } from "./days-table";
import { NoReport } from "./no-report";
import { reportRowsHref } from "./report-rows-href";
import { todoOf } from "./todo";

/** A month of a provider, compared: totals, causes, what to do, and every day of every model. */
export async function Reconciled({ ctx, view }: { ctx: Ctx; view: ReconciliationView }) {
  const { from, to } = daysOf(view.month);
  const found = await reconcile(ctx, { provider: view.provider, from, to });
  const isReported = found.days.some(({ theirs }) => theirs !== null);
  if (!isReported) return <NoReport provider={view.provider} until={found.reportedUntil} />;
  const rows = reportRowsHref({ provider: found.provider, names: [], from, to });
  return (
    <>
      <section aria-labelledby="summary" className="flex flex-col gap-3">
        <h2 id="summary" className="text-base">
          {found.provider} in {formatBucket(new Date(`${from}T00:00:00Z`), "month")}
        </h2>
        <p className="max-w-prose text-muted">{sentence(found)}</p>
        <dl className="grid grid-cols-2 divide-line rounded-md border border-line max-lg:gap-y-px lg:grid-cols-4 lg:divide-x">
          <Figure
            label="Went through Layer"
            value={found.captureRate === null ? "—" : formatPercent(found.captureRate)}
            note="of what the provider counted"
          />
          <Figure
            label="Provider"
            value={formatUsd(found.theirsNanoUsd, { estimated: found.days.some(({ isValued }) => isValued) })}
            note={reportNote(found)}
          />
          <Figure
            label="Layer"
            value={<Link href={rows}>{formatUsd(found.oursNanoUsd)}</Link>}
            note="opens its rows"
          />
          <Figure label="Difference" value={signed(found.differenceNanoUsd)} note={unknownNote(found)} />
        </dl>
      </section>
      <TodoCard found={found} />
      <CausesTable found={found} />
      <DaysTable found={found} />
    </>
  );
}

function TodoCard({ found }: { found: Reconciliation }) {
  const todo = todoOf(found);
  if (todo.length === 0) return null;
  return (
    <Card title="To do">
      <ul className="flex flex-col gap-3">
        {todo.map(({ cause, text, action, href }) => (
          <li key={cause} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <span className="min-w-0 max-w-prose break-words">{text}</span>
            <Link href={href} className="shrink-0 text-accent-ink underline underline-offset-2">
              {action}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function sentence({ differenceNanoUsd, theirsNanoUsd, causes }: Reconciliation): string {
  if (differenceNanoUsd === 0n) return "Both sides agree to the last digit.";
  const rest = causes.find(({ cause }) => cause === "rest")?.nanoUsd ?? 0n;
  const more = differenceNanoUsd > 0n ? "more" : "less";
  const share = theirsNanoUsd === 0n ? null : Math.abs(Number(rest) / Number(theirsNanoUsd));
  const unexplained =
    rest === 0n
      ? "all of it explained"
      : `${share === null ? formatUsd(rest) : formatPercent(share)} unexplained`;
  return `The provider charged ${formatUsd(differenceNanoUsd < 0n ? -differenceNanoUsd : differenceNanoUsd)} ${more} than Layer counted, ${unexplained}.`;
}

function reportNote({ reportedUntil }: Reconciliation): string {
  return reportedUntil === null ? "" : `reported until ${formatDate(new Date(`${reportedUntil}T00:00:00Z`))}`;
}

function unknownNote({ unknown }: Reconciliation): string {
  if (unknown === 0) return "by cause below";
  return `${formatCountExact(unknown)} ${unknown === 1 ? "day" : "days"} of models without a price not counted`;
}

function signed(nano: bigint): string {
  return nano > 0n ? `+${formatUsd(nano)}` : formatUsd(nano);
}

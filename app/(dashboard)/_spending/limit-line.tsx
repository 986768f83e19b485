import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Time } from "@/components/ui/time";
import { formatUsd } from "@/lib/core/format";
import type { SpendingLimit } from "@/lib/spending/contract";
import { LimitBadge } from "./limit-badge";
import { LimitBar } from "./limit-bar";
import { LimitMenu } from "./limit-menu";
import { effectWords, PERIOD_TITLES, resetWords, usedWords } from "./limit-words";

/** One limit in a list: what it is, how far it is used, how it stands, and what can be done with it. */
export function LimitLine({
  limit,
  at,
  mayChange,
  outlook,
  isFirst = false,
}: {
  limit: SpendingLimit;
  at: Date;
  mayChange: boolean;
  /** Where it goes, in words. */
  outlook?: string | undefined;
  /** It is the one that stops first. */
  isFirst?: boolean;
}) {
  const { period, raisedNanoUsd, raisedUntil, now } = limit;
  return (
    <div
      className={cn(
        "grid min-w-0 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 py-2.5 md:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_auto]",
        isFirst && "-mx-3 rounded-md bg-warn-tint px-3",
      )}
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{PERIOD_TITLES[period]}</span>
          <span className="text-muted">{effectWords(limit)}</span>
          {isFirst ? <Badge tone="warn">Stops first</Badge> : null}
        </p>
        <p className="text-subtle text-xs">{outlook ?? resetWords(limit)}</p>
      </div>
      <div className="flex min-w-0 flex-col gap-1.5 max-md:order-last max-md:col-span-2">
        <LimitBar limit={limit} />
        <p className="tabular flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-xs">
          <span className="text-muted">
            {usedWords(limit)}
            {now.reservedNanoUsd === 0n ? null : `, ${formatUsd(now.reservedNanoUsd)} reserved`}
            {raisedNanoUsd === 0n || raisedUntil === null ? null : (
              <>
                {" "}
                (raised by {formatUsd(raisedNanoUsd)}, back <Time value={raisedUntil} zone={limit.zone} />)
              </>
            )}
          </span>
          <LimitBadge limit={limit} at={at} />
        </p>
      </div>
      {mayChange ? <LimitMenu limit={limit} /> : <span />}
    </div>
  );
}

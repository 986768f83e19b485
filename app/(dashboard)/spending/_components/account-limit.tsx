import { Card, Figure } from "@/components/ui/card";
import { formatDate, formatMoment, formatUsd, formatZone } from "@/lib/core/format";
import { DAY_MS } from "@/lib/core/time";
import type { SpendingLimit } from "@/lib/spending/contract";
import { allowedOf, countedOf, leftOf, type SpendingOutlook } from "@/lib/spending/spending-outlook";
import { LimitBadge } from "../../_spending/limit-badge";
import { LimitBar } from "../../_spending/limit-bar";
import { LimitMenu } from "../../_spending/limit-menu";
import {
  daysWords,
  ENFORCEMENT_SENTENCES,
  limitTitle,
  outlookWords,
  percentWords,
} from "../../_spending/limit-words";
import { RaisedNote } from "./raised-note";

/** A limit of the whole account: what is spent, reserved and left of it, where it goes, and when it resets. */
export function AccountLimit({
  limit,
  outlook,
  at,
  mayChange,
}: {
  limit: SpendingLimit;
  outlook: SpendingOutlook;
  at: Date;
  mayChange: boolean;
}) {
  const { fencedNanoUsd, reservedNanoUsd } = limit.now;
  return (
    <Card title={limitTitle(limit)} actions={mayChange ? <LimitMenu limit={limit} /> : null}>
      {/* Below the actions, which on a phone would slip under it. */}
      <p className="-mt-3 mb-4 max-w-prose text-muted">
        {ENFORCEMENT_SENTENCES[limit.enforcement]}
        {limit.countsOwnKeys ? null : " It leaves out calls on your own provider keys."}
      </p>
      <p className="tabular mb-2 flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <span className="font-medium text-lg">{formatUsd(countedOf(limit))}</span>
        <span className="text-muted">
          of {formatUsd(allowedOf(limit))} spent, {percentWords(limit)}
        </span>
        <span className="ml-auto self-center">
          <LimitBadge limit={limit} at={at} />
        </span>
      </p>
      <LimitBar limit={limit} large />
      <dl className="mt-4 grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line lg:grid-cols-4 [&>*]:bg-canvas">
        <Figure label="Left" value={formatUsd(leftOf(limit))} note={outlookWords(limit, outlook)} />
        <Figure
          label="Reserved"
          value={formatUsd(reservedNanoUsd)}
          note={
            fencedNanoUsd === 0n
              ? "For calls under way, at worst"
              : `For calls under way; ${formatUsd(fencedNanoUsd)} of what is spent is for calls of unknown cost`
          }
        />
        <Projection limit={limit} outlook={outlook} />
        <Reset limit={limit} at={at} />
      </dl>
      <RaisedNote limit={limit} />
      {outlook.atEnd === null && outlook.usedUpIn === null ? null : (
        <p className="mt-3 max-w-prose text-subtle text-xs">
          Forecast from the last 28 days, weekday by weekday: 8 of 10 simulations end within the range.
        </p>
      )}
    </Card>
  );
}

function Projection({ limit, outlook }: { limit: SpendingLimit; outlook: SpendingOutlook }) {
  const { atEnd } = outlook;
  if (limit.now.resetsAt === null) {
    return <Figure label="Projected" value="—" note="This period has no end" />;
  }
  return (
    <Figure
      label="Projected at the end"
      value={atEnd === null ? "—" : formatUsd(atEnd.middle)}
      note={
        atEnd === null ? "Not enough data: 3 whole days with spending are needed" : rangeNote(limit, atEnd)
      }
    />
  );
}

function rangeNote(limit: SpendingLimit, atEnd: NonNullable<SpendingOutlook["atEnd"]>): string {
  const { low, high } = atEnd;
  const range = low === high ? formatUsd(low) : `${formatUsd(low)} to ${formatUsd(high)}`;
  return limit.enforcement === "block" && high > allowedOf(limit) ? `${range} without the limit` : range;
}

function Reset({ limit, at }: { limit: SpendingLimit; at: Date }) {
  const { resetsAt } = limit.now;
  if (resetsAt === null) {
    const isLifetime = limit.period === "lifetime";
    return (
      <Figure
        label="Resets"
        value={isLifetime ? "Never" : "Hour by hour"}
        note={isLifetime ? "Raise it to go on" : "What is older than 30 days stops counting"}
      />
    );
  }
  const days = (resetsAt.getTime() - at.getTime()) / DAY_MS;
  return (
    <Figure
      label="Resets"
      value={<time dateTime={resetsAt.toISOString()}>{formatDate(resetsAt, limit.zone)}</time>}
      note={
        <span title={formatMoment(resetsAt, limit.zone)}>
          In {daysWords(days)}, at midnight in {formatZone(limit.zone, resetsAt)}
        </span>
      }
    />
  );
}

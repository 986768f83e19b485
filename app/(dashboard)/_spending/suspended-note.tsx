import { Callout } from "@/components/ui/callout";
import { formatUsd } from "@/lib/core/format";
import type { SpendingLimit } from "@/lib/spending/contract";
import { allowedOf, countedOf, leftOf } from "@/lib/spending/spending-outlook";
import { limitName, resetWords, untilWords } from "./limit-words";
import { RaiseToday } from "./raise-today";

const STOPPED = {
  account: "Calls of every key are refused with 402.",
  gate: "Calls that this gate answers are refused with 402.",
  key: "Calls with this key are refused with 402.",
} as const;

/** Says that a limit stands in the way of calls, what that stops, and who can lift it. */
export function SuspendedNote({
  limit,
  at,
  mayChange,
}: {
  limit: SpendingLimit;
  at: Date;
  mayChange: boolean;
}) {
  const isUsedUp = limit.now.status === "suspended";
  return (
    <Callout
      tone="danger"
      title={`The ${limitName(limit)} ${isUsedUp ? "is used up" : "has no room for calls"}`}
    >
      <p>{isUsedUp ? usedUpWords(limit, at) : noRoomWords(limit)}</p>
      <p className="mt-1 text-muted">
        {mayChange ? "You can lift it." : "An owner of the account can lift it."} Only calls to models stop:
        the dashboard, keys and settings work as ever.
      </p>
      {mayChange ? (
        <div className="mt-3 flex flex-wrap gap-2">
          <RaiseToday limit={limit} />
        </div>
      ) : null}
    </Callout>
  );
}

function usedUpWords(limit: SpendingLimit, at: Date): string {
  const spent = `${formatUsd(countedOf(limit))} of ${formatUsd(allowedOf(limit))} is spent.`;
  return `${spent} ${STOPPED[limit.scope]} Suspended ${untilWords(limit, at)}.`;
}

function noRoomWords(limit: SpendingLimit): string {
  return `${formatUsd(leftOf(limit))} of ${formatUsd(allowedOf(limit))} is left, and a call that may cost more than that is refused with 402. ${resetWords(limit)}.`;
}

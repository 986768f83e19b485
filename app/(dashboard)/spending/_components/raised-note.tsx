import { formatMoment, formatUsd } from "@/lib/core/format";
import type { SpendingLimit } from "@/lib/spending/contract";

/** That a limit allows more for a while. */
export function RaisedNote({ limit }: { limit: SpendingLimit }) {
  const { raisedNanoUsd, raisedUntil, amountNanoUsd, zone } = limit;
  if (raisedNanoUsd === 0n || raisedUntil === null) return null;
  return (
    <p className="mt-3 text-muted">
      Raised by {formatUsd(raisedNanoUsd)} until {formatMoment(raisedUntil, zone)}. Then{" "}
      {formatUsd(amountNanoUsd)} counts again.
    </p>
  );
}

import { formatCountExact, formatMoment, formatPercent, formatUsd } from "@/lib/core/format";
import { getGate } from "@/lib/gates/queries";
import { type WhatIf, whatIf } from "@/lib/gates/what-if";
import type { Viewer } from "@/lib/transport/require-viewer";

/** The answer in words, so that the browser formats nothing. */
export type WhatIfAnswer = {
  /** Null when there was nothing to compare. */
  compared: {
    before: string;
    after: string;
    change: string | null;
    per1000: string;
    requests: string;
  } | null;
  notes: string[];
};

/** What the gate's traffic would have cost on the model that the address names. */
export async function readWhatIf(
  { ctx }: Viewer,
  { gateId }: { gateId: string },
  request: Request,
): Promise<WhatIfAnswer> {
  const { searchParams } = new URL(request.url);
  const days = searchParams.get("days") === "30" ? 30 : 7;
  const gate = await getGate(ctx, gateId);
  const found = await whatIf(ctx, { gate, model: searchParams.get("model") ?? "", days });
  return { compared: comparedOf(found), notes: notesOf(found) };
}

function comparedOf({ compared, beforeNanoUsd, afterNanoUsd }: WhatIf): WhatIfAnswer["compared"] {
  if (compared === 0) return null;
  const per = (nano: bigint) => formatUsd((nano * 1_000n) / BigInt(compared));
  const change = beforeNanoUsd === 0n ? null : Number(afterNanoUsd) / Number(beforeNanoUsd) - 1;
  return {
    before: formatUsd(beforeNanoUsd),
    after: formatUsd(afterNanoUsd),
    change: change === null ? null : `${change > 0 ? "+" : ""}${formatPercent(change)}`,
    per1000: `${per(beforeNanoUsd)} → ${per(afterNanoUsd)}`,
    requests: formatCountExact(compared),
  };
}

function notesOf(found: WhatIf): string[] {
  const left = [
    [found.unpriced, "without a price"],
    [found.unsure, "interrupted or estimated"],
    [found.beyondTokens, "that cost more than tokens"],
    [found.notCovered, "with tokens that this model has no price for"],
  ] as const;
  const leftOut = left.flatMap(([count, words]) =>
    count === 0 ? [] : `${formatCountExact(count)} ${words}`,
  );
  return [
    ...(found.keptFrom === null
      ? []
      : [`Only requests from ${formatMoment(found.keptFrom)} on: older ones have expired.`]),
    ...(leftOut.length === 0 ? [] : [`Left out: ${leftOut.join(", ")}.`]),
    ...(found.isSample ? [`Of the latest ${formatCountExact(found.requests)} requests only.`] : []),
  ];
}

import { type CauseTotal, GAP_CAUSES, type ReconciledDay, type Reconciliation } from "../contract";
import { countTokens } from "./token-sums";

type Given = Pick<Reconciliation, "provider" | "from" | "to" | "days" | "reportedUntil">;

/** The totals of compared days, the newest day first. */
export function sumUp({ days, ...asked }: Given): Reconciliation {
  const differenceNanoUsd = days.reduce((sum, day) => sum + (day.differenceNanoUsd ?? 0n), 0n);
  const oursNanoUsd = days.reduce((sum, { ours }) => sum + ours.costNanoUsd, 0n);
  const unknownCost = days.reduce(
    (sum, { ours, differenceNanoUsd: difference }) => sum + (difference === null ? ours.costNanoUsd : 0n),
    0n,
  );
  return {
    ...asked,
    days: [...days].sort((a, b) => (a.day === b.day ? (a.model < b.model ? -1 : 1) : a.day < b.day ? 1 : -1)),
    theirsNanoUsd: oursNanoUsd - unknownCost + differenceNanoUsd,
    oursNanoUsd: oursNanoUsd - unknownCost,
    differenceNanoUsd,
    causes: causesOf(days),
    unknown: days.filter((day) => day.differenceNanoUsd === null).length,
    captureRate: captureRate(days),
  };
}

/** The causes that occur, the largest first. */
function causesOf(days: readonly ReconciledDay[]): CauseTotal[] {
  const totals = GAP_CAUSES.flatMap((cause): CauseTotal[] => {
    const parts = days.flatMap((day) => day.parts.filter((part) => part.cause === cause));
    if (parts.length === 0) return [];
    const nanoUsd = parts.reduce((sum, part) => sum + (part.nanoUsd ?? 0n), 0n);
    const unknown = parts.filter((part) => part.nanoUsd === null).length;
    return [{ cause, nanoUsd, days: parts.length, unknown }];
  });
  const size = (amount: bigint) => (amount < 0n ? -amount : amount);
  return totals.sort((a, b) => (size(b.nanoUsd) > size(a.nanoUsd) ? 1 : -1));
}

/** By amounts where they are known, else by tokens. */
function captureRate(days: readonly ReconciledDay[]): number | null {
  let [all, outside] = [0n, 0n];
  for (const { theirs, ours, differenceNanoUsd, parts } of days) {
    if (theirs === null || differenceNanoUsd === null) continue;
    all += differenceNanoUsd + ours.costNanoUsd;
    outside += parts.find(({ cause }) => cause === "outside")?.nanoUsd ?? 0n;
  }
  if (all > 0n) return within(1 - Number(outside) / Number(all));
  const counted = days.flatMap(({ theirs, ours }) =>
    theirs?.tokens == null ? [] : [{ theirs: countTokens(theirs.tokens), ours: countTokens(ours.tokens) }],
  );
  const total = counted.reduce((sum, { theirs }) => sum + theirs, 0);
  const captured = counted.reduce((sum, { theirs, ours }) => sum + Math.min(theirs, ours), 0);
  return total === 0 ? null : captured / total;
}

const within = (rate: number) => Math.min(1, Math.max(0, rate));

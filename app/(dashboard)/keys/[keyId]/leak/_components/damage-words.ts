import { formatCountExact, formatMoment, formatUsd } from "@/lib/core/format";
import type { DamageReport, DamageSums, SuggestedSince } from "@/lib/keys/leak/damage";
import { knownCost } from "@/lib/usage/known-cost";

/** A cost as far as it is known: an unknown one is never $0.00. */
export function costWords(sums: Pick<DamageSums, "unpriced" | "costNanoUsd">): string {
  return formatUsd(knownCost(sums));
}

/** `1 call`, `2 calls`. */
export function callWords(calls: number): string {
  return `${formatCountExact(calls)} ${calls === 1 ? "call" : "calls"}`;
}

/** Why the suggested moment is suggested. */
export function reasonWords({ reason, what }: SuggestedSince): string {
  if (reason === "last day") return "the last 24 hours";
  return reason === "new network" ? `first call from ${what}` : `first call with ${what}`;
}

/** How many calls the log knows nothing more of; null when it has all. */
export function expiredWords({ expired }: Pick<DamageReport, "expired">, zone: string): string | null {
  if (expired === null) return null;
  const [calls, kept] = [callWords(expired.calls), formatMoment(expired.until, zone)];
  return `Rows from before ${kept} have expired: ${calls} since then are in none of these numbers.`;
}

/** The sums in one sentence, against the key's normal day. */
export function comparisonWords({ total, normalDay, since }: DamageReport, now: Date): string {
  if (normalDay === null) return "There are no calls from the 30 days before to compare with.";
  const days = Math.max(1, (now.getTime() - since.getTime()) / 86_400_000);
  const usual = `A normal day before had ${callWords(normalDay.calls)} and cost ${costWords(normalDay)}`;
  const perDay = Math.round(total.calls / days);
  return `${usual} (median of ${normalDay.days} days); since then it is about ${callWords(perDay)} a day.`;
}

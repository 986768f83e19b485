import { formatCountExact, formatDate, formatMoment, formatUsd } from "@/lib/core/format";
import type { SpendingEnforcement, SpendingPeriod } from "@/lib/core/spending";
import { DAY_MS } from "@/lib/core/time";
import type { SpendingLimit } from "@/lib/spending/contract";
import { allowedOf, countedOf, type SpendingOutlook } from "@/lib/spending/spending-outlook";
import { FORECAST_MIN_DAYS } from "@/lib/usage/forecast/forecast-spend";

/** A period as the first word of a line: `Monthly`. */
export const PERIOD_TITLES: Record<SpendingPeriod, string> = {
  daily: "Daily",
  weekly: "Weekly",
  monthly: "Monthly",
  rolling_30_days: "30-day",
  lifetime: "Lifetime",
};

/** What a period is, as a choice of a form. */
export const PERIOD_CHOICES: Record<SpendingPeriod, string> = {
  daily: "A day",
  weekly: "A week, from Monday",
  monthly: "A month",
  rolling_30_days: "Any 30 days",
  lifetime: "All time",
};

/** What each way of holding does, in one sentence. */
export const ENFORCEMENT_SENTENCES: Record<SpendingEnforcement, string> = {
  block:
    "The most a call can cost is reserved before it runs, and a call that does not fit is refused, so the limit is never passed.",
  alert_only: "You are told when it is nearly reached, and every call still goes through.",
};

/** What a limit does, and what it leaves out: `blocks, without own provider keys`. */
export function effectWords({ enforcement, countsOwnKeys }: SpendingLimit): string {
  const effect = enforcement === "block" ? "blocks" : "alerts only";
  return countsOwnKeys ? effect : `${effect}, without own provider keys`;
}

/** Whose limit it is: `The account`, `Gate default`, `Key CI`. */
export function holderTitle({ scope, holderName }: Pick<SpendingLimit, "scope" | "holderName">): string {
  if (scope === "account") return "The account";
  return scope === "gate" ? `Gate ${holderName}` : `Key ${holderName}`;
}

type Named = Pick<SpendingLimit, "scope" | "holderName" | "period">;

/** A limit by its name: `Monthly limit of the account`, `Daily limit of key CI`. */
export function limitTitle(limit: Named): string {
  return `${PERIOD_TITLES[limit.period]} limit of ${lowerFirst(holderTitle(limit))}`;
}

/** The same within a sentence: `monthly limit of the account`. */
export function limitName(limit: Named): string {
  return lowerFirst(limitTitle(limit));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** How much of a limit is spent: `$3.20 of $5.00, 64 %`. */
export function usedWords(limit: SpendingLimit): string {
  const percent = limit.now.percentUsed;
  const share = percent === null ? "" : `, ${percentWords(limit)}`;
  return `${formatUsd(countedOf(limit))} of ${formatUsd(allowedOf(limit))}${share}`;
}

/** `64 %` of what is allowed; never more than is true. */
export function percentWords(limit: SpendingLimit): string {
  const { percentUsed } = limit.now;
  if (percentUsed === null) return "—";
  if (percentUsed === 0) return countedOf(limit) === 0n ? "0 %" : "<1 %";
  return `${formatCountExact(percentUsed)} %`;
}

/** When a limit begins again, in its own zone: `Resets Dec 1, 2026, 00:00 UTC`. */
export function resetWords({ period, zone, now }: SpendingLimit): string {
  if (now.resetsAt !== null) return `Resets ${formatMoment(now.resetsAt, zone)}`;
  return period === "lifetime" ? "Never resets" : "Frees again what is older than 30 days";
}

/** Until when a suspended limit holds, after "Suspended": `until Dec 1, 2026`. */
export function untilWords({ period, zone, now }: SpendingLimit, at: Date): string {
  if (now.resetsAt === null) {
    return period === "lifetime" ? "until it is raised" : "until older spending frees";
  }
  const isSoon = now.resetsAt.getTime() - at.getTime() <= DAY_MS;
  return `until ${isSoon ? formatMoment(now.resetsAt, zone) : formatDate(now.resetsAt, zone)}`;
}

/** Where a limit goes: `Used up in about 3 days (2–5)`. */
export function outlookWords(limit: SpendingLimit, { usedUpIn, daysWithUsage }: SpendingOutlook): string {
  if (limit.now.status === "suspended") return "Nothing is left";
  if (usedUpIn === null) {
    const known = daysWithUsage === 1 ? "1 day" : `${daysWithUsage} days`;
    return `Not enough data: ${known} of ${FORECAST_MIN_DAYS} with spending`;
  }
  const { low, middle, high } = usedUpIn;
  if (low === null) {
    if (limit.period === "lifetime") return "Lasts for more than a year";
    return limit.now.resetsAt === null ? "Lasts for the next 30 days" : "Lasts until it resets";
  }
  if (middle === null) return `Probably lasts; at the earliest used up in ${daysWords(low)}`;
  return `Used up in ${aboutWords(middle)} (${rangeWords(low, high)})`;
}

/** `about 3 days`, `less than a day`. */
export function aboutWords(days: number): string {
  return days < 1 ? daysWords(days) : `about ${daysWords(days)}`;
}

/** `3 days`, `1 day`, `less than a day`. */
export function daysWords(days: number): string {
  if (days < 1) return "less than a day";
  const whole = Math.round(days);
  return whole === 1 ? "1 day" : `${formatCountExact(whole)} days`;
}

function rangeWords(low: number, high: number | null): string {
  const from = low < 1 ? "<1" : formatCountExact(Math.round(low));
  if (high === null) return `${from} or more`;
  const to = high < 1 ? "<1" : formatCountExact(Math.round(high));
  return from === to ? from : `${from}–${to}`;
}

/** A part of what is allowed, from 0 to 100, for the width of a bar. */
export function shareOf(part: bigint, limit: SpendingLimit): number {
  const allowed = allowedOf(limit);
  if (allowed === 0n) return part > 0n || limit.enforcement === "block" ? 100 : 0;
  const share = Number((part * 10_000n) / allowed) / 100;
  return Math.min(100, Math.max(0, share));
}

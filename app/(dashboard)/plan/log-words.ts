import { formatCountExact, formatDate } from "@/lib/core/format";
import type { ExpiringRows } from "@/lib/retention/contract";
import type { LogRetention } from "@/lib/retention/log-retention";

/** `30 days`. */
export function daysWords(days: number): string {
  return `${formatCountExact(days)} ${days === 1 ? "day" : "days"}`;
}

/** How long rows of the log are kept, and who says so. */
export function keptWords({ days, setBy }: LogRetention): string {
  if (days === null) return "Rows of the log are kept for ever.";
  const by = {
    plan: "as your plan says",
    account: "as was set for this account",
    instance: "as this instance does",
  };
  return `Rows of the log are kept for ${daysWords(days)}${setBy === null ? "" : `, ${by[setBy]}`}.`;
}

/** What is deleted once a change is saved; null when nothing is. */
export function expiringWords({ rows, accounts, oldest, before }: ExpiringRows): string | null {
  if (oldest === null || before === null) return null;
  const requests = `${formatCountExact(rows)} ${rows === 1 ? "request" : "requests"}`;
  const whose = accounts === 1 ? "one account" : `${formatCountExact(accounts)} accounts`;
  return `${requests} of ${whose}, from ${formatDate(oldest)} until ${formatDate(before)}, will be deleted from the log within about an hour, with what was asked and answered. This cannot be undone. Sums of usage and cost stay.`;
}

/** What a plan deletes of a log that is kept longer now (null for ever); null when it deletes nothing. */
export function shorterWords(logDays: number | null, now: number | null): string | null {
  if (logDays === null || (now !== null && now <= logDays)) return null;
  return `This plan keeps rows of the log for ${daysWords(logDays)}. Older ones are deleted within about an hour after the change and do not come back. Sums of usage and cost stay.`;
}

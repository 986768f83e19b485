import type { NewAlert } from "@/lib/alerts/contract";
import { formatMoment, formatUsd } from "@/lib/core/format";
import type { KeyId } from "@/lib/core/ids";
import { usdDecimal } from "@/lib/core/money";
import type { SpendingScope } from "@/lib/core/spending";
import { PERIOD_WORDS } from "../spending-refused";
import { CALL_REFUSED, USED_UP, type WatchedHolder, type WatchedLimit } from "./watched-limit";

/** What all alerts begin with that tell of a limit, or of one of its percentages. */
export function limitSameness({ limitId }: Pick<WatchedHolder, "limitId">, percent?: number): string {
  return percent === undefined ? `spend:${limitId}:` : `spend:${limitId}:${percent}:`;
}

/** The alert that a limit has reached a percentage, or refused a call. `raisedAt` makes it another than that of an earlier time. */
export function limitAlert(
  holder: WatchedHolder,
  limit: WatchedLimit,
  percent: number,
  raisedAt: Date,
): NewAlert {
  const isPart = percent !== USED_UP && percent !== CALL_REFUSED;
  const isSuspended = limit.isBlocking && percent === USED_UP;
  return {
    type: isPart ? "spend.threshold" : "spend.limit_reached",
    keyId: holder.scope === "key" ? (holder.holderId as KeyId) : null,
    keyName: holder.scope === "key" ? holder.holderName : null,
    sameness: `${limitSameness(holder, percent)}${raisedAt.toISOString()}`,
    message: isPart ? partMessage(holder, limit, percent) : reachedMessage(holder, limit, percent),
    data: { ...limitFacts(holder, limit), percent: isPart ? percent : USED_UP, isSuspended },
  };
}

/** The numbers behind an alert of a limit. Moments as programs write them. */
export function limitFacts(holder: WatchedHolder, limit: WatchedLimit) {
  const { limitId, scope, holderId, holderName } = holder;
  return {
    limitId,
    scope,
    scopeId: holderId,
    scopeName: holderName,
    period: limit.period,
    zone: limit.zone,
    limitUsd: usdDecimal(limit.allowed),
    spentUsd: usdDecimal(limit.used),
    enforcement: limit.isBlocking ? "block" : "alert_only",
    resetsAt: limit.resetsAt?.toISOString() ?? null,
  };
}

const WHO: Record<SpendingScope, (name: string) => string> = {
  account: () => "The account",
  gate: (name) => `Gate ${name}`,
  key: (name) => `Key ${name}`,
};

function partMessage(holder: WatchedHolder, limit: WatchedLimit, percent: number): string {
  const who = WHO[holder.scope](holder.holderName);
  const then = limit.isBlocking ? "At the limit, calls are refused." : "At the limit, calls go on.";
  return `${who} has spent ${percent} % of ${nameOf(limit)}: ${formatUsd(limit.used)} so far. ${then}${resets(limit)}`;
}

function reachedMessage({ scope, holderName }: WatchedHolder, limit: WatchedLimit, percent: number): string {
  const who = WHO[scope](holderName);
  const spent = `${formatUsd(limit.used)} is spent`;
  if (percent === CALL_REFUSED) {
    const whose = scope === "account" ? "the account" : `${scope} ${holderName}`;
    return (
      `A call of ${whose} was refused: it might have cost more than was left of ${nameOf(limit)}. Now ${spent}, and ` +
      "calls that fit into what is left go on. Let calls bring fewer tokens at most, or raise the limit on the Spending page."
    );
  }
  const said = `${who} has reached ${nameOf(limit)}: ${spent}`;
  if (!limit.isBlocking) return `${said}. Calls go on, since the limit only tells.${resets(limit)}`;
  const isShort = limit.used < limit.allowed ? ", and a call did not fit into the rest" : "";
  return `${said}${isShort}. Calls are refused until ${whenFree(limit)}.`;
}

function nameOf({ period, allowed, raisedUntil, zone }: WatchedLimit): string {
  const raised = raisedUntil === null ? "" : `, raised until ${formatMoment(raisedUntil, zone)}`;
  return `its ${PERIOD_WORDS[period]} limit of ${formatUsd(allowed)}${raised}`;
}

function resets({ resetsAt, zone }: WatchedLimit): string {
  return resetsAt === null ? "" : ` It resets on ${formatMoment(resetsAt, zone)}.`;
}

function whenFree({ resetsAt, period, zone }: WatchedLimit): string {
  if (resetsAt !== null)
    return `it resets on ${formatMoment(resetsAt, zone)}, or until you raise it on the Spending page`;
  if (period === "lifetime") return "you raise it on the Spending page: it never resets";
  return "what was spent 30 days ago counts no more, or until you raise it on the Spending page";
}

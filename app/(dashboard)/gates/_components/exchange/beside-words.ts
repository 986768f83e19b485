import type { FieldChange } from "@/components/data-table/diff-table";
import { formatCountExact, formatUsd } from "@/lib/core/format";
import { LIMIT_WORDS } from "@/lib/core/limit-words";
import { usdDecimal } from "@/lib/core/money";
import { RATE_LIMITS } from "@/lib/core/rate-limits";
import { type GateBeside, NOTHING_BESIDE, type SpendingTerms } from "@/lib/gates/gate-beside";

const NONE = "not set";
const PERIOD = { monthly: "a month", daily: "a day" };
const ENFORCEMENT = { block: "blocks", alert_only: "only tells" };

type Shown = { field: string; label: string; words: (beside: GateBeside) => string };

const SHOWN: Shown[] = [
  { field: "limits", label: "Rate limits", words: ({ limits }) => limitWords(limits) },
  { field: "payloads", label: "Payloads", words: ({ payloads }) => payloadWords(payloads) },
  { field: "spending", label: "Spending limit", words: ({ spending }) => spendingWords(spending) },
  { field: "isDefault", label: "Default gate", words: ({ isDefault }) => (isDefault ? "yes" : "no") },
];

/** What differs between what a gate has beside its settings in two states, in words that differ whenever the values do. */
export function besideDiff(before: GateBeside, after: GateBeside): FieldChange[] {
  return SHOWN.flatMap(({ field, label, words }) => {
    const change = { field, label, before: words(before), after: words(after) };
    return change.before === change.after ? [] : [change];
  });
}

/** What a gate has beside its settings, without what nobody has set. */
export function besideSaid(beside: GateBeside): Pick<FieldChange, "label" | "after">[] {
  return besideDiff(NOTHING_BESIDE, beside).map(({ label, after }) => ({ label, after }));
}

function limitWords(limits: GateBeside["limits"]): string {
  const lines = RATE_LIMITS.flatMap((limit) => {
    const most = limits?.[limit];
    return most === undefined ? [] : [`${LIMIT_WORDS[limit]}: ${formatCountExact(most)}`];
  });
  return lines.length === 0 ? NONE : lines.join("\n");
}

function payloadWords(payloads: GateBeside["payloads"]): string {
  if (payloads === null) return NONE;
  const { store, keepDays, redact } = payloads;
  const days = keepDays === 1 ? "1 day" : `${keepDays} days`;
  const without = redact.length === 0 ? "" : `, without ${redact.join(", ")}`;
  return `${store ? `kept for ${days}` : `not kept (${days} if kept)`}${without}`;
}

function spendingWords(spending: SpendingTerms | null): string {
  if (spending === null) return NONE;
  const { amountNanoUsd, period, enforcement } = spending;
  const [, fraction = ""] = usdDecimal(amountNanoUsd).split(".");
  const amount = formatUsd(amountNanoUsd, { decimals: Math.max(2, fraction.length) });
  return `${amount} ${PERIOD[period]}, ${ENFORCEMENT[enforcement]}`;
}

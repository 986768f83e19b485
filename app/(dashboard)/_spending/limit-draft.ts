import { formatCountExact } from "@/lib/core/format";
import { parseUsd, usdDecimal } from "@/lib/core/money";
import {
  ALERT_PERCENTS,
  MOST_SPENDING_USD,
  type SpendingEnforcement,
  type SpendingPeriod,
} from "@/lib/core/spending";
import type { SpendingLimit } from "@/lib/spending/contract";

/** Whose limit a form is about. */
export type Holder = { scope: "account" } | { scope: "gate" | "key"; id: string };

/** A limit as it stands in a form, where people type. */
export type LimitDraft = {
  amount: string;
  period: SpendingPeriod;
  zone: string;
  enforcement: SpendingEnforcement;
  percents: string;
  /** What a call of unknown cost counts as; null refuses it. */
  fence: string | null;
  /** False leaves out calls on provider keys of the account. */
  countsOwnKeys: boolean;
};

export type LimitProblems = { amount: string | null; percents: string | null; fence: string | null };

const MOST_PERCENTS = 10;
const MONEY = `Use an amount in US dollars from 0 to ${formatCountExact(MOST_SPENDING_USD)}, such as 25 or 0.50.`;

/** A form for a new limit. */
export function newDraft(zone: string, amount = ""): LimitDraft {
  return {
    amount,
    period: "monthly",
    zone,
    enforcement: "block",
    percents: ALERT_PERCENTS.join(", "),
    fence: null,
    countsOwnKeys: true,
  };
}

/** A form with what a limit says. */
export function draftOf(limit: SpendingLimit): LimitDraft {
  const { period, zone, enforcement, fenceNanoUsd, countsOwnKeys } = limit;
  return {
    countsOwnKeys,
    amount: usdDecimal(limit.amountNanoUsd),
    period,
    zone,
    enforcement,
    percents: limit.alertPercents.join(", "),
    fence: fenceNanoUsd === null ? null : usdDecimal(fenceNanoUsd),
  };
}

/** The amount that a text means, as decimal text: `$1,000.50` is 1000.50. Null where it means none. */
export function readAmount(text: string): string | null {
  const plain = text.trim().replace(/^\$\s*/, "");
  const digits = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(",", "") : plain;
  return parseUsd(digits) === null ? null : digits;
}

/** What is wrong with an amount; null when nothing is. */
export function amountProblem(text: string): string | null {
  return readAmount(text) === null ? MONEY : null;
}

/** What is wrong with a form, by field. */
export function problemsOf(draft: LimitDraft): LimitProblems {
  const percents = readPercents(draft.percents);
  return {
    amount: amountProblem(draft.amount),
    percents:
      percents === null
        ? `Use at most ${MOST_PERCENTS} whole numbers from 1 to 100, separated by commas.`
        : null,
    fence: draft.fence === null ? null : amountProblem(draft.fence),
  };
}

/** What may be changed of a limit, as a form without problems says it. */
export function changesOf(draft: LimitDraft) {
  return {
    amountUsd: readAmount(draft.amount) ?? "",
    zone: draft.zone,
    enforcement: draft.enforcement,
    alertPercents: readPercents(draft.percents) ?? [],
    fenceUsd: draft.fence === null ? null : readAmount(draft.fence),
    countsOwnKeys: draft.countsOwnKeys,
  };
}

/** A new limit, as a form without problems says it. */
export function limitOf(draft: LimitDraft, holder: Holder) {
  const whose =
    holder.scope === "account" ? {} : holder.scope === "gate" ? { gateId: holder.id } : { keyId: holder.id };
  return { ...whose, period: draft.period, ...changesOf(draft) };
}

function readPercents(text: string): number[] | null {
  const parts = text
    .split(/[\s,;%]+/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (parts.length > MOST_PERCENTS || !parts.every((part) => /^\d{1,3}$/.test(part))) return null;
  const percents = [...new Set(parts.map(Number))].sort((one, other) => one - other);
  return percents.every((percent) => percent >= 1 && percent <= 100) ? percents : null;
}

import { formatCountExact } from "@/lib/core/format";
import { MOST_LIMIT, MOST_LOG_DAYS, type PlanLimits } from "@/lib/core/rate-limits";

export type LimitName = keyof PlanLimits;

/** Limits as they stand in a form, where people type: a blank one says nothing. */
export type LimitDraft = Partial<Record<LimitName, string>>;

/** The word that lifts a limit where a blank field means something else. */
export const UNLIMITED = "unlimited";

export function draftOf(limits: Partial<Record<LimitName, number | null>> | null): LimitDraft {
  const entries = Object.entries(limits ?? {}).map(([name, value]) => [
    name,
    value === null ? UNLIMITED : String(value),
  ]);
  return Object.fromEntries(entries);
}

/** What is wrong with the field of a limit; null when nothing is. */
export function limitProblem(text: string, name: LimitName, allowsUnlimited = false): string | null {
  const plain = text.trim();
  if (plain === "" || (allowsUnlimited && plain.toLowerCase() === UNLIMITED)) return null;
  const [least, most] = name === "logDays" ? [1, MOST_LOG_DAYS] : [0, MOST_LIMIT];
  if (/^\d{1,15}$/.test(plain) && Number(plain) >= least && Number(plain) <= most) return null;
  const or = allowsUnlimited ? `, or ${UNLIMITED}` : "";
  return `Use a whole number from ${least} to ${formatCountExact(most)}${or}.`;
}

/** What a form without problems says: numbers, null for `unlimited`, and nothing for what is blank. */
export function limitsOf(draft: LimitDraft): Partial<Record<LimitName, number | null>> {
  const given = Object.entries(draft).filter(([, text]) => text.trim() !== "");
  return Object.fromEntries(
    given.map(([name, text]) => [name, text.trim().toLowerCase() === UNLIMITED ? null : Number(text)]),
  );
}

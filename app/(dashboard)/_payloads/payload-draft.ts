import { MOST_KEPT_DAYS, type PayloadPolicy, type PayloadVerdict } from "@/lib/core/payload-policy";

/** A policy as it stands in a form, where people type. */
export type PayloadDraft = { store: boolean; days: string; fields: string };

export function draftOf({ store, keepDays, redact }: PayloadPolicy): PayloadDraft {
  return { store, days: String(keepDays), fields: redact.join(", ") };
}

/** What a form says. Days that are no number stay out of range, so that saving tells of them. */
export function policyOf({ store, days, fields }: PayloadDraft): PayloadPolicy {
  const keepDays = /^\d{1,4}$/.test(days.trim()) ? Number(days) : 0;
  const redact = fields
    .split(/[,\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return { store, keepDays, redact: [...new Set(redact)] };
}

/** What is wrong with the days of a form; null when nothing is. */
export function daysProblem({ days }: PayloadDraft): string | null {
  const number = /^\d{1,4}$/.test(days.trim()) ? Number(days) : 0;
  return number >= 1 && number <= MOST_KEPT_DAYS ? null : `Use a whole number from 1 to ${MOST_KEPT_DAYS}.`;
}

/** What comes of all that was said, in a sentence. */
export function verdictWords({ store, keepDays, redact, isCapped }: PayloadVerdict): string {
  if (!store) return isCapped ? "Nothing is kept: the account allows no more." : "Nothing is kept.";
  const days = `${keepDays} ${keepDays === 1 ? "day" : "days"}`;
  const without = redact.length === 0 ? "" : `, without ${redact.join(", ")}`;
  return `Kept for ${days}${without}.${isCapped ? " The account allows no more." : ""}`;
}

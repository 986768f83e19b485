import type { PARTITIONED } from "@/db/partitions";
import { DAY_MS } from "@/lib/core/time";

/** What is dropped on its own: rows of the log with the corrections of their cost, and what was asked and answered. */
export const RETENTION_KINDS = ["requests", "payloads"] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

/** For how many days each kind is kept; 0 is for ever. */
export type RetentionDays = Record<RetentionKind, number>;

/** The tables of a kind; how many rows of it there are is counted in the first. */
export const TABLES_OF = {
  requests: ["requests", "cost_corrections"],
  payloads: ["request_payloads"],
} as const satisfies Record<RetentionKind, ReadonlyArray<keyof typeof PARTITIONED>>;

/**
 * From when on rows of a kind stay: the first of the month (UTC) that its days reach back into, as months go whole. Null when it is
 * kept for ever. What was asked and answered goes with its row at the latest.
 */
export function keptFrom(kind: RetentionKind, days: RetentionDays, now: Date): Date | null {
  const own = kind === "payloads" ? [days.payloads, days.requests] : [days.requests];
  const limits = own.filter((limit) => limit > 0);
  if (limits.length === 0) return null;
  const moment = new Date(now.getTime() - Math.min(...limits) * DAY_MS);
  return new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth(), 1));
}

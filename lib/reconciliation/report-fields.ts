import type { providerReports } from "@/db/schema/provider-reports";

type Row = typeof providerReports.$inferSelect;

/** A report as the trail names it. */
export function reportSubject({ id, fileName }: Row) {
  return { kind: "provider_report" as const, id, name: fileName };
}

/** What the trail keeps of a report. */
export function reportFields({ provider, format, fileName, hash }: Row) {
  return { provider, format, fileName, hash };
}

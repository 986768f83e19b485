import { createLoader, parseAsNumberLiteral, parseAsString } from "nuqs/server";
import type { AuditPage } from "@/lib/audit/queries";

/** Which part of a trail an address shows. */
export const trailSearchParams = {
  cursor: parseAsString,
  limit: parseAsNumberLiteral([25, 50, 100] as const).withDefault(25),
};

export const loadTrailSearchParams = createLoader(trailSearchParams);

/** A place in a trail as the address has it: `b42` is what is older than entry 42, `a42` what is newer. */
export function readPlace(cursor: string | null): { before?: number; after?: number } {
  const [, side, digits] = /^([ab])(\d{1,15})$/.exec(cursor ?? "") ?? [];
  if (side === undefined) return {};
  return side === "b" ? { before: Number(digits) } : { after: Number(digits) };
}

/** The places on both sides of a page; null where there is nothing more. */
export function placesBeside({ entries, newer, older }: AuditPage): {
  newer: string | null;
  older: string | null;
} {
  const [first, last] = [entries[0], entries.at(-1)];
  return {
    newer: newer && first !== undefined ? `a${first.sequence}` : null,
    older: older && last !== undefined ? `b${last.sequence}` : null,
  };
}

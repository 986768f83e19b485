import { createLoader, createParser, parseAsStringLiteral } from "nuqs/server";
import type { z } from "zod";
import { type AuditFilter, auditFilter } from "@/lib/audit/contract";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { trailSearchParams } from "../_trail/trail-place";

const SPANS = ["24h", "7d", "30d", "90d", "all", "custom"] as const;
const LENGTHS = { "24h": 24 * HOUR_MS, "7d": 7 * DAY_MS, "30d": 30 * DAY_MS, "90d": 90 * DAY_MS };

/** A value that the filter of the API takes; any other reads as none. */
function parseAs(schema: z.ZodType) {
  return createParser({
    parse: (text) => (text !== "" && schema.safeParse(text).success ? text : null),
    serialize: (text: string) => text,
  });
}

const { actor, action, subjectKind, subjectId, search, network } = auditFilter.shape;

const parseAsDay = createParser({
  parse: (text) => {
    const at = /^20\d{2}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null;
  },
  serialize: (day: string) => day,
});

/** Everything the audit log shows is in its address. */
export const auditSearchParams = {
  q: parseAs(search).withDefault(""),
  actor: parseAs(actor),
  action: parseAs(action),
  subject: parseAs(subjectKind),
  id: parseAs(subjectId),
  network: parseAs(network),
  span: parseAsStringLiteral(SPANS).withDefault("all"),
  from: parseAsDay,
  to: parseAsDay,
  ...trailSearchParams,
};

export const loadAuditSearchParams = createLoader(auditSearchParams);
export type AuditView = Awaited<ReturnType<typeof loadAuditSearchParams>>;

/** What an address leaves out. The days of a span of one's own are those of UTC, and both belong to it. */
export function filterOf(view: AuditView, now: Date): AuditFilter {
  const { q, actor, action, subject, id, network } = view;
  return {
    search: q,
    actor: actor ?? undefined,
    action: action ?? undefined,
    subjectKind: (subject ?? undefined) as AuditFilter["subjectKind"],
    subjectId: id ?? undefined,
    network: network ?? undefined,
    ...spanOf(view, now),
  };
}

function spanOf({ span, from, to }: AuditView, now: Date): Pick<AuditFilter, "from" | "until"> {
  if (span === "all") return {};
  if (span !== "custom") return { from: new Date(now.getTime() - LENGTHS[span]) };
  const [first, last] = from !== null && to !== null && from > to ? [to, from] : [from, to];
  return {
    ...(first === null ? {} : { from: new Date(first) }),
    ...(last === null ? {} : { until: new Date(new Date(last).getTime() + DAY_MS) }),
  };
}

/** True when an address leaves anything out. */
export function isFiltered(view: AuditView): boolean {
  const { q, actor, action, subject, id, network, span } = view;
  return q !== "" || span !== "all" || [actor, action, subject, id, network].some((value) => value !== null);
}

/** The part of an address that says what is left out, for the link of an export. */
export function filterQuery(view: AuditView): string {
  const { cursor: _, limit: __, ...filter } = view;
  const given = Object.entries(filter).filter(([, value]) => value !== null && value !== "");
  return new URLSearchParams(given as [string, string][]).toString();
}

import { only, type RequestFilter } from "@/lib/core/request-filter";
import { DAY_MS } from "@/lib/core/time";
import type { GapCause } from "@/lib/reconciliation/contract";
import { rowsHref } from "../../../_log-parts/log-address";

type Rows = { provider: string; names: string[]; from: string; to: string };

/** The rows of the log behind a number: of a provider's models on UTC days, both of which belong to it. */
export function reportRowsHref({ provider, names, from, to }: Rows, cause?: GapCause): string {
  const start = new Date(`${from}T00:00:00Z`);
  const end = new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS);
  const filter: RequestFilter = {
    provider: only(provider),
    ...(names.length === 0 ? {} : { model: { in: [...new Set(names)].slice(0, 50), notIn: [] } }),
    ...(cause === "unpriced" ? { certainty: ["unpriced" as const] } : {}),
    ...(cause === "estimated" ? { certainty: ["estimated" as const, "interrupted" as const] } : {}),
  };
  return rowsHref(filter, { from: start, to: end }, "UTC");
}

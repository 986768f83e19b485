import type { Alert } from "@/lib/alerts/contract";
import { only } from "@/lib/core/request-filter";
import { rowsHref } from "../../../_log-parts/log-address";

/** The rows of the log that an alert was raised for; null for one that is about no span of requests. */
export function alertRowsHref({ keyId, data }: Pick<Alert, "keyId" | "data">): string | null {
  const [from, to] = [momentOf(data.from), momentOf(data.to)];
  if (keyId === null || from === null || to === null || from >= to) return null;
  const filter = {
    key: only(keyId),
    ...(typeof data.model === "string" ? { model: only(data.model) } : {}),
    ...(data.status === "error" ? { failed: true } : {}),
  };
  return rowsHref(filter, { from, to });
}

function momentOf(given: unknown): Date | null {
  const moment = typeof given === "string" ? new Date(given) : null;
  return moment === null || Number.isNaN(moment.getTime()) ? null : moment;
}

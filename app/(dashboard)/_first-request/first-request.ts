import { formatCount, formatLatency, formatUsd } from "@/lib/core/format";
import type { RequestRow } from "@/lib/logs/queries";
import { tokenTotals } from "@/lib/usage/token-totals";

/** What the live line is told. `help` is an anchor of the error documentation. */
export type FirstRequest =
  | { state: "waiting" }
  | { state: "received"; sentence: string }
  | { state: "failed"; sentence: string; help: string | null };

/** The line about the first request of a key, from its log row. */
export function firstRequest(row: RequestRow | undefined): FirstRequest {
  if (row === undefined) return { state: "waiting" };
  if (row.status < 400) return { state: "received", sentence: `First request received: ${facts(row)}` };
  const reason = row.errorMessage ?? `the answer had status ${row.status}.`;
  return {
    state: "failed",
    sentence: `The key works, but its first request failed (${row.status}): ${reason}`,
    help: row.errorCode === null ? null : `/docs/errors#${row.errorCode}`,
  };
}

function facts(row: RequestRow): string {
  const { input, output } = tokenTotals(row);
  const tokens = input + output;
  return [
    row.gateName,
    row.modelUsed ?? row.modelAsked,
    formatLatency(row.latencyMs),
    `${formatCount(tokens)} ${tokens === 1 ? "token" : "tokens"}`,
    row.costNanoUsd === null ? "cost unknown" : formatUsd(row.costNanoUsd),
  ]
    .filter((fact) => fact !== null)
    .join(" · ");
}

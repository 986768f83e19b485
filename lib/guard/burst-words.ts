import { formatCountExact, formatUsd } from "@/lib/core/format";
import type { Burst } from "./burst-verdict";
import type { ErrorBurst } from "./error-verdict";

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** "spent $12.40 in the last 10 minutes; on a Tuesday at 14:00 UTC it spends $0.30, at most $0.50" */
export function burstWords(burst: Burst, measure: "spentNanoUsd" | "unpriced", hour: Date): string {
  const time = `${hour.toISOString().slice(11, 16)} UTC`;
  const span = burst.span === "minutes" ? "in the last 10 minutes" : `since ${time}`;
  const when = burst.of === "week" ? `on a ${DAYS[hour.getUTCDay()]} at ${time}` : `at ${time}`;
  const inWords = (amount: number) => (measure === "unpriced" ? calls(amount) : usd(amount));
  const [verb, usually] = measure === "unpriced" ? ["made", "makes"] : ["spent", "spends"];
  const kind = measure === "unpriced" ? " of unknown cost" : "";
  const typical = burst.typical === 0 ? `usually ${usually} nothing` : `${usually} ${inWords(burst.typical)}`;
  const most = burst.highest > burst.typical ? `, at most ${inWords(burst.highest)}` : "";
  return `${verb} ${inWords(burst.amount)}${kind} ${span}; ${when} it ${typical}${most}`;
}

/** "had 84 calls refused or rejected out of 90 in the last 10 minutes, 93%; usually it is 2%" */
export function errorWords({ requests, errors, share, usualShare }: ErrorBurst): string {
  const percent = (part: number) => `${Math.round(part * 100)}%`;
  const counts = `${formatCountExact(errors)} of its ${formatCountExact(requests)} calls`;
  return `had ${counts} in the last 10 minutes rejected, ${percent(share)}; usually ${percent(usualShare)} fail`;
}

function usd(nano: number): string {
  return formatUsd(BigInt(Math.round(nano)));
}

function calls(count: number): string {
  return `${formatCountExact(Math.round(count))} ${count === 1 ? "call" : "calls"}`;
}

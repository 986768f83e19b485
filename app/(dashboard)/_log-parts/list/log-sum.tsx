import { Link } from "@/components/ui/link";
import { formatCountExact, formatUsd } from "@/lib/core/format";
import type { LogTotal } from "@/lib/logs/contract";

/** What the filter's rows add up to, and what is not in that. */
export function LogSum({ total, usageHref }: { total: LogTotal; usageHref: string }) {
  const { expired } = total;
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-muted text-sm">
      <span className="tabular text-ink">{sumSentence(total)}</span>
      {expired === null || expired === 0 ? null : (
        <span>
          {formatCountExact(expired)} more {expired === 1 ? "has" : "have"} expired;{" "}
          {expired === 1 ? "its sum remains" : "their sums remain"}{" "}
          <Link
            href={usageHref}
            prefetch={false}
            className="rounded-sm text-ink underline underline-offset-4"
          >
            in Usage
          </Link>
          .
        </span>
      )}
      {expired === null ? (
        <span>Older rows have expired; how many of them fit this filter is not known.</span>
      ) : null}
      <Link
        href={usageHref}
        prefetch={false}
        className="rounded-sm underline underline-offset-4 hover:text-ink"
      >
        Open in Usage
      </Link>
    </p>
  );
}

/** `1,204 rows, sum = $12.40 (3 unpriced)`; `More than 10,000 rows` when not all could be counted. */
export function sumSentence({ requests, costNanoUsd, unpriced, isWhole }: LogTotal): string {
  const rows = `${formatCountExact(requests)} ${requests === 1 ? "row" : "rows"}`;
  const missing = unpriced === 0 ? "" : ` (${formatCountExact(unpriced)} unpriced)`;
  // Nothing is known of the cost, so the sum is no zero.
  const sum = formatUsd(requests > 0 && unpriced === requests ? null : costNanoUsd);
  if (!isWhole) return `More than ${rows}, sum of those = ${sum}${missing}`;
  return `${rows}, sum = ${sum}${missing}`;
}

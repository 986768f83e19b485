import { formatLatency } from "@/lib/core/format";

const NARROWEST_PERCENT = 2;

/** How long a request took, as a number and beside it as a bar in proportion to the slowest of the page, with the first token's mark. */
export function LatencyBar({
  latencyMs,
  firstTokenMs,
  slowestMs,
}: {
  latencyMs: number;
  firstTokenMs: number | null;
  slowestMs: number;
}) {
  const share = (ms: number) =>
    slowestMs <= 0 ? 0 : Math.min(100, Math.max(NARROWEST_PERCENT, (ms / slowestMs) * 100));
  const first = firstTokenMs === null ? "" : `, first token after ${formatLatency(firstTokenMs)}`;
  return (
    <span
      className="inline-flex items-center gap-2"
      title={firstTokenMs === null ? undefined : `First token after ${formatLatency(firstTokenMs)}`}
    >
      <span
        aria-hidden="true"
        className="relative h-1.5 w-14 overflow-hidden rounded-full bg-hover max-2xl:hidden"
      >
        <span
          className="absolute inset-y-0 left-0 rounded-full bg-control"
          style={{ width: `${share(latencyMs)}%` }}
        />
        {firstTokenMs === null ? null : (
          <span className="absolute inset-y-0 w-0.5 bg-ink" style={{ left: `${share(firstTokenMs)}%` }} />
        )}
      </span>
      <span className="min-w-14 text-right">{formatLatency(latencyMs)}</span>
      <span className="sr-only">{first}</span>
    </span>
  );
}

import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { formatBucket, formatCountExact, formatMoment, formatZone } from "@/lib/core/format";
import { LOG_OUTCOMES, type LogBar, type LogHistogram } from "@/lib/logs/contract";
import { barsOf, countOfOutcome, histogramSentence, requestsOf, tallestWords } from "./histogram-words";
import { rowMoment } from "./row-time";
import { OUTCOME_WORDS } from "./status-words";

const FILLS = {
  success: "bg-chart-3",
  clientError: "bg-chart-5",
  limit: "bg-chart-1",
  providerError: "bg-chart-4",
} as const;

/**
 * How many requests there were when, by how they ended. Each bar leads to its span; the same numbers stand in a table. Drawn on
 * the server: it needs no script.
 */
export function Histogram({
  histogram,
  zone,
  spanHref,
}: {
  histogram: LogHistogram;
  zone: string;
  spanHref: (from: Date, to: Date) => string;
}) {
  const { bars, countedSince } = histogram;
  const sentence = histogramSentence(bars);
  if (bars.every((bar) => requestsOf(bar) === 0) && countedSince === null) return null;
  const drawn = barsOf(bars);
  const first = bars[0];
  const last = bars.at(-1);
  return (
    <figure aria-labelledby="histogram" className="flex min-w-0 flex-col gap-2">
      <h2 id="histogram" className="sr-only">
        Requests over time
      </h2>
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-muted text-xs">
        <span>
          {sentence}
          {countedSince === null
            ? null
            : ` Counted since ${formatMoment(countedSince, zone)}; earlier rows are not in it.`}
        </span>
        <Legend />
      </figcaption>
      <ul className="flex h-16 items-end gap-px border-line-strong border-b">
        {drawn.map(({ bar, heightPercent, parts }) => (
          <li key={bar.from.toISOString()} className="flex h-full min-w-0 flex-1 items-end">
            {heightPercent === 0 ? null : (
              <Link
                href={spanHref(bar.from, bar.to)}
                prefetch={false}
                aria-label={barWords(bar, zone)}
                title={barWords(bar, zone)}
                className="group flex h-full w-full items-end rounded-sm hover:bg-hover focus-visible:bg-hover"
              >
                <span className="flex w-full flex-col" style={{ height: `${heightPercent}%` }}>
                  {parts.map(({ outcome, sharePercent }) => (
                    <span
                      key={outcome}
                      data-mark
                      className={cn("block w-full first:rounded-t-sm", FILLS[outcome])}
                      style={{ height: `${sharePercent}%` }}
                    />
                  ))}
                </span>
              </Link>
            )}
          </li>
        ))}
      </ul>
      {first === undefined || last === undefined ? null : (
        <p className="tabular flex flex-wrap justify-between gap-x-4 text-subtle text-xs sm:flex-nowrap">
          <span aria-hidden="true" className="shrink-0">
            {formatBucket(first.from, "minute", zone)}
          </span>
          <span className="order-last w-full text-center sm:order-none">
            {tallestWords(bars)} Times in {formatZone(zone, last.to)}.
          </span>
          <span aria-hidden="true" className="shrink-0">
            {formatBucket(last.to, "minute", zone)}
          </span>
        </p>
      )}
      <AsTable bars={bars} zone={zone} spanHref={spanHref} />
    </figure>
  );
}

function Legend() {
  return (
    <span className="flex flex-wrap gap-x-3">
      {LOG_OUTCOMES.map((outcome) => (
        <span key={outcome} className="inline-flex items-center gap-1.5">
          <span aria-hidden="true" data-mark className={cn("size-2 rounded-sm", FILLS[outcome])} />
          {OUTCOME_WORDS[outcome]}
        </span>
      ))}
    </span>
  );
}

/** `Nov 28, 14:00:00 to 14:15:00: 12 requests, 2 provider errors` */
function barWords(bar: LogBar, zone: string): string {
  const failed = LOG_OUTCOMES.filter((outcome) => outcome !== "success" && bar[outcome] > 0).map((outcome) =>
    countOfOutcome(outcome, bar[outcome]),
  );
  const requests = requestsOf(bar);
  const count = `${formatCountExact(requests)} ${requests === 1 ? "request" : "requests"}`;
  return `${rowMoment(bar.from, zone)} to ${rowMoment(bar.to, zone)}: ${[count, ...failed].join(", ")}`;
}

function AsTable({
  bars,
  zone,
  spanHref,
}: {
  bars: readonly LogBar[];
  zone: string;
  spanHref: (from: Date, to: Date) => string;
}) {
  return (
    <details>
      <summary className="min-h-6 w-fit cursor-pointer rounded-sm text-muted text-xs hover:text-ink">
        Show as a table
      </summary>
      <section
        aria-label="Requests over time, as a table"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="relative mt-2 max-h-72 overflow-auto"
      >
        <table className="w-full text-xs">
          <caption className="sr-only">Requests over time by how they ended</caption>
          <thead>
            <tr className="text-subtle">
              <th scope="col" className="py-1 pr-4 text-left font-normal">
                From
              </th>
              {LOG_OUTCOMES.map((outcome) => (
                <th key={outcome} scope="col" className="py-1 pl-4 text-right font-normal">
                  {OUTCOME_WORDS[outcome]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bars
              .filter((bar) => requestsOf(bar) > 0)
              .map((bar) => (
                <tr key={bar.from.toISOString()} className="tabular border-line border-t">
                  <th scope="row" className="whitespace-nowrap py-1 pr-4 text-left font-normal">
                    <Link href={spanHref(bar.from, bar.to)} prefetch={false} className="underline">
                      {rowMoment(bar.from, zone)}
                    </Link>
                  </th>
                  {LOG_OUTCOMES.map((outcome) => (
                    <td key={outcome} className="py-1 pl-4 text-right">
                      {formatCountExact(bar[outcome])}
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

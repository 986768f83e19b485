import { cn } from "@/components/ui/cn";
import { formatLatency } from "@/lib/core/format";
import type { TrialAttempt } from "@/lib/gates/trial-contract";
import { attemptWords, waterfall } from "../../../_trials/waterfall";

const FILLS = { answered: "bg-ok", failed: "bg-danger", skipped: "bg-control" };

/** The tries one below the other, each where it lay in time. */
export function AttemptBars({ attempts }: { attempts: TrialAttempt[] }) {
  return (
    <section aria-label="Attempts">
      <h3 className="text-xs">Attempts</h3>
      <ol className="mt-1.5 flex flex-col gap-2.5">
        {waterfall(attempts).map(({ attempt, startPercent, widthPercent, outcome }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: attempts have an order and nothing else of their own
          <li key={index} className="min-w-0 text-xs">
            <div className="flex items-baseline justify-between gap-3">
              <code className="min-w-0 truncate" title={attempt.model}>
                {attempt.model}
              </code>
              <span className="tabular shrink-0 text-muted">
                {attempt.skippedUntil === undefined ? formatLatency(attempt.latencyMs) : "not called"}
              </span>
            </div>
            <div aria-hidden="true" className="mt-1 h-1.5 rounded-full bg-hover">
              <div
                data-mark
                className={cn("h-full rounded-full", FILLS[outcome])}
                style={{ marginLeft: `${startPercent}%`, width: `${widthPercent}%` }}
              />
            </div>
            <p className={cn("mt-1 break-words", outcome === "failed" ? "text-danger" : "text-muted")}>
              {attempt.provider}: {attemptWords(attempt)}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

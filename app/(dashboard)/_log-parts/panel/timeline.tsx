import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { formatLatency } from "@/lib/core/format";
import type { LogEntry } from "@/lib/logs/contract";
import { attemptWords } from "../../_trials/waterfall";
import { PanelSection } from "./panel-section";
import { type Step, timelineOf } from "./timeline-of";

const FILLS = {
  answered: "bg-ok",
  failed: "bg-danger",
  skipped: "bg-control",
  ours: "bg-control",
  arriving: "bg-chart-6",
};

/** What happened one after another: each model that was tried, the answer, and when its first token came. */
export function Timeline({ entry }: { entry: LogEntry }) {
  const { steps, firstTokenPercent } = timelineOf(entry);
  const { firstTokenMs, latencyMs } = entry;
  return (
    <PanelSection title="Timeline">
      <ol className="flex flex-col gap-3">
        {steps.map((step) => (
          <StepRow key={step.place} step={step} firstTokenPercent={step.isLast ? firstTokenPercent : null} />
        ))}
      </ol>
      <p className="tabular text-muted text-xs">
        {firstTokenMs === null ? "" : `First token after ${formatLatency(firstTokenMs)}. `}
        {formatLatency(latencyMs)} in all.
      </p>
    </PanelSection>
  );
}

function StepRow({ step, firstTokenPercent }: { step: Step; firstTokenPercent: number | null }) {
  const { attempt, outcome, startPercent, widthPercent, lengthMs } = step;
  return (
    <li className="min-w-0 text-xs">
      <div className="flex items-baseline justify-between gap-3">
        {attempt === null ? (
          <span>{outcome === "ours" ? "Layer: key, gate, route" : "The answer arrives"}</span>
        ) : (
          <code className="min-w-0 break-all">{attempt.model}</code>
        )}
        <span className="tabular shrink-0 text-muted">
          {outcome === "skipped" ? "not called" : formatLatency(lengthMs)}
        </span>
      </div>
      <div aria-hidden="true" className="relative mt-1 h-1.5 rounded-full bg-hover">
        <div
          data-mark
          className={cn("h-full rounded-full", FILLS[outcome])}
          style={{ marginLeft: `${startPercent}%`, width: `${widthPercent}%` }}
        />
        {firstTokenPercent === null ? null : (
          <div className="absolute -inset-y-0.5 w-0.5 bg-ink" style={{ left: `${firstTokenPercent}%` }} />
        )}
      </div>
      {attempt === null ? null : (
        <>
          <p className={cn("mt-1 break-words", outcome === "failed" ? "text-danger" : "text-muted")}>
            {attempt.provider}: {attemptWords(attempt)}
            {attempt.skippedUntil === undefined ? "" : `, until ${attempt.skippedUntil}`}
          </p>
          {attempt.providerRequestId === null ? null : (
            <p className="mt-1 flex flex-wrap items-center gap-2 text-subtle">
              <span>
                Provider's id <code className="break-all">{attempt.providerRequestId}</code>
              </span>
              <CopyButton value={attempt.providerRequestId} label="Copy" variant="ghost" />
            </p>
          )}
        </>
      )}
    </li>
  );
}

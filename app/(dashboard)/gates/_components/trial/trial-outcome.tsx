"use client";

import { Callout } from "@/components/ui/callout";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { Spinner } from "@/components/ui/spinner";
import { formatCountExact, formatLatency, formatUsd } from "@/lib/core/format";
import type { TrialEnd } from "@/lib/gates/trial-contract";
import { ProviderKeysLink } from "../editor/problem-text";
import { AttemptBars } from "./attempt-bars";
import type { TrialRun } from "./use-trial";

/** Failures that end with a provider key set right. */
const NEEDS_KEY = new Set(["provider_not_configured", "provider_key_unreadable"]);

/** The answer as it arrives, and afterwards how it came about and what it cost. */
export function TrialOutcome({ run }: { run: TrialRun }) {
  const { state, text, end, refusal } = run;
  const attempts = end?.attempts ?? refusal?.attempts ?? [];
  const problem = refusal?.message ?? end?.error?.message ?? null;
  const needsKey = NEEDS_KEY.has(refusal?.error ?? end?.error?.code ?? "");
  return (
    <div className="flex min-w-0 flex-col gap-3 border-line border-t pt-3">
      <p role="status" className="flex items-center gap-2 text-muted text-xs">
        {state === "running" ? <Spinner /> : null}
        {statusWords(run)}
      </p>
      {problem === null ? null : (
        <Callout tone="danger" title={problem}>
          {needsKey ? <ProviderKeysLink /> : null}
        </Callout>
      )}
      {text === "" ? null : (
        <section
          aria-label="Answer"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="max-h-80 overflow-y-auto whitespace-pre-wrap break-words rounded-md border border-line bg-surface px-3 py-2"
        >
          {text}
        </section>
      )}
      {attempts.length === 0 ? null : <AttemptBars attempts={attempts} />}
      {end === null ? null : <Figures end={end} />}
      <RequestId id={end?.requestId ?? refusal?.requestId} />
      <Raw run={run} />
    </div>
  );
}

function statusWords({ state, end }: TrialRun): string {
  if (state === "running") return "Running…";
  if (state === "stopped") return "Stopped. What was produced until then is charged.";
  if (state === "failed" || end === null) return "The test failed.";
  return `Answered by ${end.model ?? "an unknown model"} in ${formatLatency(end.latencyMs)}.`;
}

function Figures({ end }: { end: TrialEnd }) {
  const { usage, costNanoUsd, model, firstTokenMs, latencyMs } = end;
  const input = usage.input + usage.cachedInput + usage.cacheWrite + usage.cacheWrite1h + usage.audioInput;
  const inside = [
    usage.cachedInput > 0 ? `${formatCountExact(usage.cachedInput)} from cache` : null,
    usage.reasoning > 0 ? `${formatCountExact(usage.reasoning)} reasoning` : null,
  ].filter((part) => part !== null);
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2 text-xs">
      <Fact label="Cost">
        {costNanoUsd === null ? `— no price for ${model ?? "this model"}` : formatUsd(BigInt(costNanoUsd))}
      </Fact>
      <Fact label="Tokens">
        {formatCountExact(input)} in, {formatCountExact(usage.output + usage.audioOutput)} out
        {inside.length === 0 ? null : <span className="block text-subtle">{inside.join(", ")}</span>}
      </Fact>
      <Fact label="Latency">{formatLatency(latencyMs)}</Fact>
      <Fact label="First token">{formatLatency(firstTokenMs)}</Fact>
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="font-normal text-subtle">{label}</dt>
      <dd className="tabular break-words">{children}</dd>
    </div>
  );
}

function RequestId({ id }: { id: string | undefined }) {
  if (id === undefined) return null;
  return (
    <div className="text-xs">
      <p className="flex items-center justify-between gap-2 text-subtle">
        Request <CopyButton value={id} label="Copy id" variant="ghost" className="-mr-2" />
      </p>
      <code className="break-all">{id}</code>
    </div>
  );
}

function Raw({ run }: { run: TrialRun }) {
  return (
    <details>
      <summary className="min-h-6 w-fit rounded-sm text-muted text-xs">Raw request and response</summary>
      <div className="mt-2 flex flex-col gap-2 [&_[role=group]]:max-h-80">
        <CodeBlock label="Request" code={run.request} />
        {run.raw.length === 0 ? null : <CodeBlock label="Response" code={run.raw.join("\n")} />}
      </div>
    </details>
  );
}

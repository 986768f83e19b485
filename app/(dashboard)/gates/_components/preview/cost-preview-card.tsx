"use client";

import { useState } from "react";
import { Card } from "@/components/ui/card";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { formatCount, formatUsd } from "@/lib/core/format";
import type { GateSettings } from "@/lib/core/gate-settings";
import type { ModelFact } from "../model-fact";
import { costPreview, type Traffic } from "./cost-preview";
import { WhatIf } from "./what-if";

export type Spans = { day: Traffic; week: Traffic };
type Span = keyof Spans;

const SPANS = [
  { value: "day", label: "24 h", name: "Last 24 hours" },
  { value: "week", label: "7 d", name: "Last 7 days" },
] as const;
const WORDS: Record<Span, string> = { day: "the last 24 hours", week: "the last 7 days" };

/** What the gate's own traffic would have cost with the models as they stand in the editor. */
export function CostPreviewCard({
  settings,
  spans,
  models,
  gateId,
}: {
  settings: GateSettings;
  spans: Spans;
  models: ModelFact[];
  /** Null for a gate that is not there yet. */
  gateId: string | null;
}) {
  const [span, setSpan] = useState<Span>("week");
  return (
    <Card
      title="Cost preview"
      actions={<SegmentedControl<Span> label="Traffic of" value={span} options={SPANS} onChange={setSpan} />}
    >
      <div className="min-h-15">
        <Words traffic={spans[span]} span={span} settings={settings} models={models} />
      </div>
      {gateId === null ? null : <WhatIf gateId={gateId} models={models} />}
    </Card>
  );
}

/** Where the requests are spread, no model is the first. */
function isSpread({ routingStrategy }: GateSettings): boolean {
  return routingStrategy === "weighted" || routingStrategy === "round-robin";
}

function Words({
  traffic,
  span,
  settings,
  models,
}: {
  traffic: Traffic;
  span: Span;
  settings: GateSettings;
  models: ModelFact[];
}) {
  const priceOf = (model: string) => models.find(({ id }) => id === model)?.price ?? null;
  const preview = costPreview(traffic, settings, priceOf);
  if (preview.state === "no traffic") {
    return (
      <p className="text-muted">
        No request came through this gate in {WORDS[span]}, so there is nothing to go by.
      </p>
    );
  }
  if (preview.state === "no model") {
    return <p className="text-muted">With these settings no model gets a request, so there is no cost.</p>;
  }
  const requests = `${formatCount(traffic.requests)} ${traffic.requests === 1 ? "request" : "requests"}`;
  if (preview.state === "no price") {
    return (
      <p className="text-muted">
        {requests} like those of {WORDS[span]}: — no price known for{" "}
        <span className="break-words font-mono text-xs">{preview.models.join(", ")}</span>.
      </p>
    );
  }
  return (
    <>
      <p className="text-muted">
        {requests} like those of {WORDS[span]}
      </p>
      <p className="tabular mt-0.5 font-medium text-lg">
        {formatUsd(preview.costNanoUsd, { estimated: true })}
      </p>
      {preview.cheaper === null ? null : (
        <p className="text-muted">
          With <span className="break-words font-mono text-ink text-xs">{preview.cheaper.model}</span>{" "}
          {isSpread(settings) ? "alone" : "first"}{" "}
          <span className="tabular text-ink">
            {formatUsd(preview.cheaper.costNanoUsd, { estimated: true })}
          </span>
          .
        </p>
      )}
      <p className="mt-1 text-subtle text-xs">At list prices, when the first choice always answers.</p>
    </>
  );
}

"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Select } from "@/components/ui/select";
import type { ModelFact } from "../model-fact";
import { useWhatIf } from "./use-what-if";

type Days = "7" | "30";
const SPANS = [
  { value: "7", label: "7 d", name: "Last 7 days" },
  { value: "30", label: "30 d", name: "Last 30 days" },
] as const;

/** What the gate's own requests would have cost on another model, from the log. */
export function WhatIf({ gateId, models }: { gateId: string; models: ModelFact[] }) {
  const [days, setDays] = useState<Days>("7");
  const [model, setModel] = useState("");
  const { state, answer, problem } = useWhatIf(gateId, model, days);
  const priced = models.filter(({ price }) => price !== null);
  return (
    <div className="mt-4 flex flex-col gap-2 border-line border-t pt-4">
      <div className="flex flex-wrap items-end justify-between gap-2">
        <h3>What if</h3>
        <SegmentedControl<Days> label="Requests of" value={days} options={SPANS} onChange={setDays} />
      </div>
      <Field label="The same requests on">
        <Select value={model} onChange={({ target }) => setModel(target.value)} className="w-full">
          <option value="">Choose a model</option>
          {priced.map(({ id, provider }) => (
            <option key={id} value={id}>
              {id} ({provider})
            </option>
          ))}
        </Select>
      </Field>
      <div role="status" aria-busy={state === "loading"} className="min-h-10">
        {state === "loading" ? (
          <p className="text-muted">Pricing the requests of the last {days} days…</p>
        ) : null}
        {problem === null ? null : <p className="text-danger">{problem}</p>}
        {answer === null ? null : <Answer answer={answer} days={days} model={model} />}
      </div>
    </div>
  );
}

type Given = { answer: NonNullable<ReturnType<typeof useWhatIf>["answer"]>; days: Days; model: string };

function Answer({ answer: { compared, notes }, days, model }: Given) {
  if (compared === null) {
    return (
      <p className="text-muted">
        No request of the last {days} days can be compared. {notes.join(" ")}
      </p>
    );
  }
  const { before, after, change, per1000, requests } = compared;
  return (
    <>
      <p className="text-muted">
        The {requests} requests of the last {days} days cost{" "}
        <span className="tabular text-ink">{before}</span>. On{" "}
        <span className="break-words font-mono text-ink text-xs">{model}</span>:
      </p>
      <p className="tabular mt-0.5 font-medium text-lg">
        {after}
        {change === null ? null : <span className="ml-2 font-normal text-muted text-sm">({change})</span>}
      </p>
      <p className="tabular text-muted">Per 1,000 requests: {per1000}</p>
      <p className="mt-1 text-subtle text-xs">
        At today's price, each request alone; another model may count the same text a little differently.{" "}
        {notes.join(" ")}
      </p>
    </>
  );
}

"use client";

import { useQueryStates } from "nuqs";
import { useEffect, useRef, useTransition } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { type KEY_RANGES, keySearchParams } from "../search-params";
import type { Metric } from "./usage-words";

type RangeName = (typeof KEY_RANGES)[number];

const METRIC_OPTIONS: Array<{ value: Metric; label: string }> = [
  { value: "cost", label: "Cost" },
  { value: "requests", label: "Requests" },
  { value: "tokens", label: "Tokens" },
];

const RANGE_OPTIONS: Array<{ value: RangeName; label: string; name: string }> = [
  { value: "24h", label: "24 h", name: "Last 24 hours" },
  { value: "7d", label: "7 d", name: "Last 7 days" },
  { value: "30d", label: "30 d", name: "Last 30 days" },
  { value: "90d", label: "90 d", name: "Last 90 days" },
  { value: "custom", label: "Custom", name: "Custom span" },
];

/** Which span, and in whose days. `first` and `last` are the days shown now: where a custom span starts from. */
export function UsageToolbar({
  range,
  metric,
  first,
  last,
  zone,
  homeZone,
}: {
  range: RangeName;
  metric: Metric;
  first: string;
  last: string;
  zone: string;
  homeZone: string;
}) {
  const [pending, startTransition] = useTransition();
  const [address, setView] = useQueryStates(keySearchParams, {
    shallow: false,
    history: "push",
    startTransition,
  });

  function setRange(next: RangeName) {
    if (next === "custom") void setView({ range: next, from: first, to: last });
    else void setView({ range: next, from: null, to: null });
  }

  const from = address.from ?? first;
  const to = address.to ?? last;
  const zones = [...new Set([homeZone, zone, "UTC"])];
  return (
    <div aria-busy={pending} className="flex flex-wrap items-end gap-3">
      <SegmentedControl label="Span" value={range} options={RANGE_OPTIONS} onChange={setRange} />
      {zones.length > 1 ? (
        <SegmentedControl
          label="Time zone"
          value={zone}
          options={zones.map((name) => ({ value: name, label: name.replaceAll("_", " ") }))}
          onChange={(next) => void setView({ zone: next === homeZone ? null : next })}
        />
      ) : null}
      <SegmentedControl
        label="Draw"
        value={metric}
        options={METRIC_OPTIONS}
        onChange={(next) => void setView({ metric: next }, { scroll: false })}
      />
      {range === "custom" ? (
        <div className="flex flex-wrap gap-3">
          <DayField label="From" value={from} onChange={(day) => void setView({ from: day, to })} />
          <DayField label="To" value={to} onChange={(day) => void setView({ from, to: day })} />
        </div>
      ) : null}
      <span role="status" className="sr-only">
        {pending ? "Loading usage" : ""}
      </span>
    </div>
  );
}

/** A day, taken over on Enter and when the field is left: a year being typed is not yet a day. */
function DayField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (day: string) => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (field.current !== null) field.current.value = value;
  }, [value]);
  const take = () => {
    const day = field.current?.value ?? "";
    if (day !== "" && day !== value) onChange(day);
  };
  return (
    <Field label={label} className="flex-row items-center gap-2">
      <Input
        ref={field}
        type="date"
        defaultValue={value}
        className="w-auto"
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === "Enter") take();
        }}
      />
    </Field>
  );
}
